package io.glyphflow.core.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;

/** A file, read from the disk each time. */
record FileInput(Path file) implements Input {

  /** The path as given, control characters escaped. */
  @Override
  public String name() {
    String name = Troubles.escape(file.toString());
    return name.isBlank() ? "\"" + name + "\"" : name;
  }

  /** What the file is comes before it is opened: opening a FIFO would wait for its writer. */
  private void requireRegular() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw Troubles.unreadable(name(), "is a folder; use DocumentSource.folder for its files");
    }
    if (!attributes.isRegularFile()) {
      throw Troubles.unreadable(name(), "is a device, pipe or socket; must be a regular file");
    }
    if (attributes.size() == 0) {
      throw Troubles.unreadable(name(), "is empty, 0 bytes; must be an image or a PDF");
    }
  }

  @Override
  public byte[] head(int most) throws IOException {
    requireRegular();
    try (InputStream bytes = stream()) {
      return bytes.readNBytes(most);
    }
  }

  @Override
  public long length() throws IOException {
    requireRegular();
    return Files.size(file);
  }

  /**
   * Streams of plain files, which an interrupt does not close, where there are such: RandomAccess
   * and FileInputStream take names that the locale can spell, on the default file system only.
   */
  private InputStream stream() throws IOException {
    return isPlain() ? new java.io.FileInputStream(file.toFile()) : Files.newInputStream(file);
  }

  private boolean isPlain() {
    if (!file.getFileSystem().equals(FileSystems.getDefault())) {
      return false;
    }
    File plain = file.toFile();
    return plain.isFile() && plain.canRead();
  }

  @Override
  public ImageInputStream openImage() throws IOException {
    requireRegular();
    if (isPlain()) {
      return new FileImageInputStream(file.toFile());
    }
    InputStream bytes = Files.newInputStream(file);
    return new MemoryCacheImageInputStream(bytes) {
      @Override
      public void close() throws IOException {
        try (bytes) {
          super.close();
        }
      }
    };
  }

  @Override
  public RandomAccessRead openRandomAccess() throws IOException {
    requireRegular();
    return new RandomAccessReadBufferedFile(file);
  }

  @Override
  public ByteBuffer bytes() throws IOException {
    requireImageLength();
    try (InputStream bytes = stream()) {
      return ByteBuffer.wrap(bytes.readNBytes((int) MAX_IMAGE_BYTES)); // even if it grows meanwhile
    }
  }

  @Override
  public long copiedBytes() throws IOException {
    return length();
  }
}
