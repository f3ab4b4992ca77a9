package io.glyphflow.examples;

import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pages of a run together again as documents. The source says which pages there are, the
 * consumer which are done; a document is complete when the source has gone on to another one and
 * all of its pages are done. Thread-safe.
 */
final class Documents {

  private static final class Entry {
    final List<PageResult> pages = new ArrayList<>();
    int listed;
    boolean isListed;

    /** Whether no more pages will come. */
    boolean isAtEnd() {
      return isListed && pages.size() == listed;
    }

    boolean isComplete() {
      return isAtEnd()
          && pages.stream().noneMatch(page -> page.status() == PageOutcome.Status.CANCELLED);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> open = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable Entry current;

  private final Consumer<String> begun;

  /**
   * Nothing so far.
   *
   * @param begun hears the names of documents in the order of the source, each once
   */
  Documents(Consumer<String> begun) {
    this.begun = begun;
  }

  /**
   * The source goes on to a document.
   *
   * @return false if it was there before
   */
  boolean begin(String name) {
    lock.lock();
    try {
      endCurrent();
      if (!names.add(name)) {
        return false;
      }
      begun.accept(name);
      Entry entry = new Entry();
      open.put(name, entry);
      current = entry;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The source has listed a page of the document that began last. */
  void listed() {
    lock.lock();
    try {
      Entry entry = current;
      if (entry != null) {
        entry.listed++;
      }
    } finally {
      lock.unlock();
    }
  }

  /** No more pages of the document that began last. */
  void end() {
    lock.lock();
    try {
      endCurrent();
    } finally {
      lock.unlock();
    }
  }

  private void endCurrent() {
    Entry entry = current;
    if (entry != null) {
      entry.isListed = true;
      current = null;
    }
  }

  /**
   * A page is done.
   *
   * @return documents of which no more pages will come, in the order in which they began
   */
  List<OpenDocument> done(PageResult page) {
    lock.lock();
    try {
      Entry entry = open.get(page.id().document());
      if (entry == null) {
        throw new IllegalStateException(
            "page: " + page.id() + ", must be of a document that has begun");
      }
      entry.pages.add(page);
      return take(false);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The run is over.
   *
   * @return what is left, complete or not, in the order in which it began
   */
  List<OpenDocument> rest() {
    lock.lock();
    try {
      return take(true);
    } finally {
      lock.unlock();
    }
  }

  private List<OpenDocument> take(boolean isAll) {
    List<OpenDocument> taken = new ArrayList<>();
    var entries = open.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Entry> next = entries.next();
      Entry entry = next.getValue();
      if (isAll || entry.isAtEnd()) {
        taken.add(new OpenDocument(next.getKey(), entry.pages, entry.isComplete()));
        entries.remove();
      }
    }
    return taken;
  }
}
