package io.glyphflow.examples;

import io.glyphflow.core.document.Page;
import io.glyphflow.core.export.AnnotatedImage;
import io.glyphflow.core.export.AtomicFile;
import io.glyphflow.core.export.FigureCrops;
import io.glyphflow.core.export.Json;
import io.glyphflow.core.export.Markdown;
import io.glyphflow.core.export.OutputNames;
import io.glyphflow.core.export.PlainText;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Exporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was read: into a folder, or to standard output. A document that is not complete goes
 * into files that end in {@code .partial}, so that a file of its plain name is always a whole one.
 * Thread-safe.
 */
final class Outputs {

  private static final String PARTIAL = ".partial";

  private final Set<Format> formats;
  private final @Nullable Path folder;
  private final PrintStream out;
  private final Messages messages;
  private final OutputNames names = new OutputNames();
  private final AtomicLong files = new AtomicLong();
  private final AtomicBoolean isFirst = new AtomicBoolean(true);
  private final AtomicBoolean hasFailed = new AtomicBoolean();
  private final AtomicBoolean isGone = new AtomicBoolean();

  Outputs(Settings settings, PrintStream out, Messages messages) {
    this.formats = settings.formats();
    this.folder = settings.output().orElse(null);
    this.out = out;
    this.messages = messages;
  }

  /** Makes the output folder. */
  void prepare() throws IOException {
    if (folder != null) {
      try {
        Files.createDirectories(folder);
      } catch (FileSystemException e) {
        throw new IOException(folder + ": the folder cannot be made: " + reason(e), e);
      }
    }
  }

  /** A document comes: it gets its name before any later one. */
  void begin(String document) {
    var unused = names.document(document);
  }

  /** Whether something is to be made from the pixels of pages. */
  boolean wantsPixels() {
    return folder != null && (formats.contains(Format.PNG) || formats.contains(Format.MD));
  }

  /** Writes the pictures of one page. */
  void writePage(Page page, PageImage image) throws IOException {
    Path target = folder;
    if (target == null) {
      return;
    }
    if (formats.contains(Format.PNG)) {
      AnnotatedImage.write(page, image, target.resolve(names.page(page.id()) + ".png"));
      files.incrementAndGet();
    }
    if (formats.contains(Format.MD)) {
      files.addAndGet(new FigureCrops(target, names).write(page, image).size());
    }
  }

  /** Writes a document in each format; one of which nothing was read leaves no files. */
  void write(OpenDocument document) {
    if (!document.hasText()) {
      return;
    }
    for (Format format : formats) {
      if (format.isText()) {
        try {
          write(document, format);
        } catch (IOException e) {
          failed(document.name(), e);
        }
      }
    }
  }

  private void write(OpenDocument document, Format format) throws IOException {
    Path target = folder;
    if (target == null) {
      print(document, format);
      return;
    }
    String name = names.document(document.name()) + "." + format.extension();
    Path whole = target.resolve(name);
    Path partial = target.resolve(name + PARTIAL);
    Path file = document.isComplete() ? whole : partial;
    AtomicFile.write(file, exporter(format), document.result());
    files.incrementAndGet();
    if (document.isComplete()) {
      Files.deleteIfExists(partial);
    } else {
      messages.note(document.name() + ": not complete, see " + file);
    }
  }

  private void print(OpenDocument document, Format format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (isFirst.compareAndSet(true, false)) {
      // nothing to part it from
    } else if (format == Format.TXT) {
      bytes.write('\f');
      bytes.write('\n');
    } else if (format == Format.MD) {
      bytes.write('\n');
    }
    exporter(format).write(document.result(), bytes);
    out.write(bytes.toByteArray());
    if (out.checkError() && isGone.compareAndSet(false, true)) {
      throw new IOException("standard output is closed");
    }
  }

  private Exporter exporter(Format format) {
    return switch (format) {
      case MD ->
          Markdown.builder()
              .figureLink((page, region) -> folder == null ? "" : names.figure(page, region))
              .build();
      case JSON -> Json.exporter();
      case TXT -> PlainText.exporter();
      case PNG -> throw new IllegalArgumentException("format: PNG, must be one for documents");
    };
  }

  /** Something could not be written. */
  void failed(String what, Throwable cause) {
    hasFailed.set(true);
    String why = cause instanceof IOException known ? reason(known) : cause.toString();
    messages.problem(what + ": OUTPUT_IO: " + why);
  }

  /** The messages of file systems are often nothing but a name. */
  private static String reason(IOException e) {
    String said = String.valueOf(e.getMessage());
    return e instanceof FileSystemException system && system.getReason() == null
        ? e.getClass().getSimpleName() + ": " + said
        : said;
  }

  boolean hasFailed() {
    return hasFailed.get();
  }

  /** Whether nobody reads the output any more, so that there is no use in going on. */
  boolean isGone() {
    return isGone.get();
  }

  /** What was written, for the summary. */
  String summary() {
    if (folder == null) {
      return "";
    }
    long count = files.get();
    return "; " + count + (count == 1 ? " file in " : " files in ") + folder;
  }
}
