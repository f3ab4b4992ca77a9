package io.glyphflow.core.source;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.jspecify.annotations.Nullable;

/**
 * The open documents of one PDF. PDFBox's are for one thread at a time, so each caller leases one:
 * an idle one if there is, else a new one, so that there are never more than callers at the same
 * time. A document keeps all that was parsed of it; it is closed and opened anew after some uses,
 * so that memory does not grow with the number of pages. Thread-safe.
 *
 * <p>Once the pages are all listed, nobody knows whether there will be another call: from then on
 * documents are closed when the last of the calls at that moment has ended.
 */
final class PdfDocuments {

  /** Pages looked up, drawn or searched for text before a document is opened anew. */
  private static final int MAX_USES = 256;

  /** PDFBox opens the file once more for each thread that a document meets. */
  private static final int MAX_THREADS = 16;

  /** What to do with an open document; keeps nothing of it. */
  @FunctionalInterface
  interface Work<T> {
    T apply(PDDocument document) throws IOException;
  }

  private final Input input;
  private final ReadOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Open> idle = new ArrayDeque<>();
  private int leased;
  private boolean isListed;
  private volatile boolean raisesPageCounts;

  PdfDocuments(Input input, ReadOptions options) {
    this.input = input;
    this.options = options;
  }

  String name() {
    return input.name();
  }

  ReadOptions options() {
    return options;
  }

  /**
   * Does something with a document of its own.
   *
   * @param what names the document or page in messages
   * @throws InterruptedException if the thread is interrupted; the document it had is closed
   */
  <T> T use(String what, Work<T> work) throws InterruptedException {
    return use(what, work, true);
  }

  /** The same with a document that is closed afterwards, with all that the work made it parse. */
  <T> T useOnce(String what, Work<T> work) throws InterruptedException {
    return use(what, work, false);
  }

  private <T> T use(String what, Work<T> work, boolean isKept) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before " + what + " was read");
    }
    Open open = lease();
    boolean isSound = false;
    try {
      if (open == null) {
        open = Open.of(input, options);
      }
      if (raisesPageCounts) {
        open.raisePageCounts();
      }
      T result = work.apply(open.document);
      isSound = isKept;
      return result;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw failure(what, e);
    } finally {
      giveBack(open, isSound);
    }
  }

  /** What PDFBox throws on broken or hostile files is anything; errors of both kinds pass. */
  private PermanentOcrException failure(String what, Throwable e) throws InterruptedException {
    if (Thread.interrupted()) { // an interrupt closes the file under the parser
      InterruptedException interrupted = new InterruptedException("interrupted within " + what);
      interrupted.initCause(e);
      throw interrupted;
    }
    if (e instanceof PermanentOcrException known) {
      return known;
    }
    if (e instanceof InvalidPasswordException) {
      String todo =
          options.password().isPresent()
              ? "is encrypted, and the password of the read options does not open it"
              : "is encrypted; give its password with ReadOptions.withPassword";
      return new PermanentOcrException(FailureCategory.INPUT_ENCRYPTED, name() + ": " + todo, e);
    }
    String said = String.valueOf(e.getMessage());
    if (said.contains("decryption material") || said.contains("security handler")) {
      return new PermanentOcrException(
          FailureCategory.INPUT_ENCRYPTED,
          name() + ": is encrypted in a way that passwords do not open; save it decrypted",
          e);
    }
    if (e instanceof StackOverflowError) {
      return Troubles.unreadable(what, new IOException("nested too deeply", e));
    }
    return Troubles.unreadable(what, e);
  }

  private @Nullable Open lease() {
    lock.lock();
    try {
      leased++;
      return idle.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(@Nullable Open open, boolean isSound) {
    lock.lock();
    try {
      leased--;
      if (open != null && isSound && open.isFresh()) {
        idle.addFirst(open);
        open = null;
      }
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.close();
    }
    closeUnneeded();
  }

  /** The document says that there are fewer pages than there are: finds the others as well. */
  void raisePageCounts() {
    raisesPageCounts = true;
  }

  /** All pages are listed: keeps no document open that nobody uses. */
  void listed() {
    lock.lock();
    try {
      isListed = true;
    } finally {
      lock.unlock();
    }
    closeUnneeded();
  }

  private void closeUnneeded() {
    List<Open> unneeded = List.of();
    lock.lock();
    try {
      if (isListed && leased == 0) {
        unneeded = List.copyOf(idle);
        idle.clear();
      }
    } finally {
      lock.unlock();
    }
    unneeded.forEach(Open::close);
  }

  /** An open document. */
  private static final class Open {
    private final PDDocument document;
    private final Set<Long> threads = new HashSet<>();
    private int uses;
    private boolean isRaised;

    private Open(PDDocument document) {
      this.document = document;
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with the document, or here
    static Open of(Input input, ReadOptions options) throws IOException {
      RandomAccessRead bytes = input.openRandomAccess();
      boolean isOpen = false;
      try {
        PDDocument document =
            Loader.loadPDF(
                bytes, options.password().orElse(""), IOUtils.createMemoryOnlyStreamCache());
        document.setResourceCache(new NoPictures());
        isOpen = true;
        return new Open(document);
      } finally {
        if (!isOpen) {
          IOUtils.closeQuietly(bytes);
        }
      }
    }

    void raisePageCounts() {
      if (!isRaised) {
        PdfPageTree.raise(document);
        isRaised = true;
      }
    }

    boolean isFresh() {
      threads.add(Thread.currentThread().threadId());
      return ++uses < MAX_USES && threads.size() <= MAX_THREADS;
    }

    /** Pages were read, or their failure is known; what closing says adds nothing to that. */
    void close() {
      IOUtils.closeQuietly(document);
    }
  }

  /** Keeps fonts and color spaces, which pages share, but no pictures and forms. */
  private static final class NoPictures extends DefaultResourceCache {

    @Override
    public void put(org.apache.pdfbox.cos.COSObject indirect, PDXObject xobject) {
      // A scanned document has one large picture for each page.
    }
  }
}
