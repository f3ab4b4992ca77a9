package io.glyphflow.examples;

import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.PageId;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.source.ReadOptions;
import io.glyphflow.core.stage.OcrException;
import io.glyphflow.core.stage.PermanentOcrException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All inputs one after the other. One that cannot be listed is a page that fails, and the others
 * are read; a document that was there before is left out, and said so. Tells {@link Documents}
 * where one ends and the next begins.
 */
final class Inputs implements DocumentSource {

  /**
   * One input.
   *
   * @param name as the user gave it
   * @param source its pages
   * @param isStream whether it is standard input, which can be read once only
   */
  record Input(String name, DocumentSource source, boolean isStream) {}

  /** The document that comes from standard input, and how its output files begin. */
  private static final String STANDARD_INPUT = "stdin";

  /** What the user says for it. */
  static final String DASH = "-";

  private final List<Input> inputs;
  private final Documents documents;
  private final Consumer<String> repeated;

  /** The inputs that the user gave. */
  static List<Input> of(Settings settings, InputStream in) {
    ReadOptions options = settings.reading().options();
    List<Input> inputs = new ArrayList<>();
    for (String name : settings.inputs()) {
      if (name.equals(DASH)) {
        DocumentSource source = DocumentSource.of(options, STANDARD_INPUT, in);
        inputs.add(new Input(STANDARD_INPUT, source, true));
      } else {
        Path path = Path.of(name);
        inputs.add(
            new Input(
                name,
                Files.isDirectory(path) ? folder(settings, path) : DocumentSource.of(options, path),
                false));
      }
    }
    return inputs;
  }

  private static DocumentSource folder(Settings settings, Path path) {
    DocumentSource all = DocumentSource.folder(settings.reading().options(), path);
    return settings.output().map(out -> OutsideFolder.of(all, path, out)).orElse(all);
  }

  /**
   * The inputs of one run.
   *
   * @param inputs in the order in which they are read
   * @param documents hears what is listed
   * @param repeated hears the names of documents that are left out
   */
  Inputs(List<Input> inputs, Documents documents, Consumer<String> repeated) {
    this.inputs = List.copyOf(inputs);
    this.documents = documents;
    this.repeated = repeated;
  }

  @Override
  public PageCursor open() {
    return new Cursor(inputs.iterator());
  }

  private final class Cursor implements PageCursor {
    private final Iterator<Input> rest;
    private @Nullable Input input;
    private @Nullable PageCursor pages;
    private @Nullable PageId last;
    private boolean isLeftOut;

    Cursor(Iterator<Input> rest) {
      this.rest = rest;
    }

    @Override
    public Optional<PageSource> next() throws InterruptedException {
      while (true) {
        Optional<PageSource> page = nextOfInput();
        if (page.isPresent()) {
          if (isWanted(page.get().id())) {
            documents.listed();
            return page;
          }
        } else if (!enterNext()) {
          return Optional.empty();
        }
      }
    }

    /** A page of the input at hand; if it breaks, a page that says so, and then no more. */
    private Optional<PageSource> nextOfInput() throws InterruptedException {
      Input at = input;
      if (at == null) {
        return Optional.empty();
      }
      try {
        PageCursor cursor = pages;
        if (cursor == null) {
          cursor = at.source().open();
          pages = cursor;
        }
        return cursor.next();
      } catch (OcrException e) {
        leave();
        return Optional.of(new Broken(afterLast(at.name()), e));
      } catch (RuntimeException e) {
        leave();
        String message = "could not be listed: " + e;
        return Optional.of(
            new Broken(
                afterLast(at.name()),
                new PermanentOcrException(FailureCategory.INPUT_UNREADABLE, message, e)));
      }
    }

    private PageId afterLast(String name) {
      PageId before = last;
      return before == null
          ? new PageId(name, 1)
          : new PageId(before.document(), before.pageNumber() + 1);
    }

    private boolean isWanted(PageId page) {
      PageId before = last;
      last = page;
      boolean isSame =
          before != null
              && before.document().equals(page.document())
              && before.pageNumber() < page.pageNumber();
      if (!isSame) {
        isLeftOut = !documents.begin(page.document());
        if (isLeftOut) {
          repeated.accept(page.document());
        }
      }
      return !isLeftOut;
    }

    private boolean enterNext() {
      leave();
      documents.end();
      last = null;
      if (!rest.hasNext()) {
        return false;
      }
      input = rest.next();
      return true;
    }

    private void leave() {
      PageCursor cursor = pages;
      pages = null;
      input = null;
      if (cursor != null) {
        cursor.close();
      }
    }

    @Override
    public void close() {
      leave();
    }
  }

  /** Stands for what could not be listed. */
  private record Broken(PageId id, OcrException why) implements PageSource {

    @Override
    public long decodedBytes() {
      throw why;
    }

    @Override
    public PageImage decode() {
      throw why;
    }
  }
}
