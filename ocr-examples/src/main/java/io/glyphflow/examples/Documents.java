package io.glyphflow.examples;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.document.PageResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pages of a run together again as documents. The source says which pages there are, the
 * consumer which are done; a document is complete when the source has gone on to another one and
 * all of its pages are done. Thread-safe.
 */
final class Documents {

  private static final class Entry {
    final String stem;
    final List<PageResult> pages = new ArrayList<>();
    int listed;
    boolean isListed;

    Entry(String stem) {
      this.stem = stem;
    }

    /** Whether no more pages will come. */
    boolean isAtEnd() {
      return isListed && pages.size() == listed;
    }

    boolean isComplete() {
      return isAtEnd()
          && pages.stream().noneMatch(page -> page.status() == PageOutcome.Status.CANCELLED);
    }
  }

  private final UnaryOperator<String> stems;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> open = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable Entry current;

  /**
   * Nothing so far.
   *
   * @param stems gives each document's name the beginning of its files' names, never the same twice
   */
  Documents(UnaryOperator<String> stems) {
    this.stems = stems;
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
      Entry entry = new Entry(stems.apply(name));
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

  /** The source is at its end. */
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

  /** The beginning of the names of a document's files. */
  String stem(PageId page) {
    lock.lock();
    try {
      return entry(page).stem;
    } finally {
      lock.unlock();
    }
  }

  private Entry entry(PageId page) {
    Entry entry = open.get(page.document());
    if (entry == null) {
      throw new IllegalStateException("page: " + page + ", must be of a document that has begun");
    }
    return entry;
  }

  /**
   * A page is done.
   *
   * @return documents of which no more pages will come, in the order in which they began
   */
  List<OpenDocument> done(PageResult page) {
    lock.lock();
    try {
      entry(page.id()).pages.add(page);
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
        taken.add(
            new OpenDocument(next.getKey(), entry.stem, entry.pages, entry.isComplete()));
        entries.remove();
      }
    }
    return taken;
  }
}
