package io.glyphflow.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir private Path folder;

  /** A disk that is full after some bytes. */
  private static final class FullDisk extends FilterOutputStream {

    private long room;

    FullDisk(OutputStream out, long room) {
      super(out);
      this.room = room;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int written = (int) Math.min(room, length);
      out.write(bytes, offset, written);
      room -= written;
      if (written < length) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void write_foldersAreMadeAndOlderFilesReplaced() throws IOException {
    Path file = folder.resolve("a/b/c.txt");
    AtomicFile.write(file, out -> out.write("one".getBytes(StandardCharsets.UTF_8)));
    assertThat(file).hasContent("one");
    AtomicFile.write(file, out -> out.write("two".getBytes(StandardCharsets.UTF_8)));
    assertThat(file).hasContent("two");
    assertThat(file.getParent().toFile().list()).containsExactly("c.txt");
  }

  @Test
  void write_aResult_isTheExportersText() throws IOException {
    Path file = folder.resolve("x.md");
    var result = ExportPages.result(ExportPages.page(1, ExportPages.text("Hello.")));
    AtomicFile.write(file, Markdown.exporter(), result);
    assertThat(file).hasContent("Hello.\n");
  }

  @Test
  void write_contentThatFails_leavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("x.txt"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[200_000]);
                      throw new IOException("half way");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("half way");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IllegalStateException("defect");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly("x.txt");
  }

  @Test
  void write_diskThatFills_leavesNothing() throws IOException {
    for (long room : new long[] {0, 1, 65_535, 65_536, 99_999}) {
      assertThatThrownBy(
              () ->
                  AtomicFile.write(
                      folder.resolve("x.txt"),
                      out -> out.write(new byte[100_000]),
                      disk -> new FullDisk(disk, room)))
          .as("room %s", room)
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
      assertThat(files()).isEmpty();
    }
    AtomicFile.write(
        folder.resolve("x.txt"),
        out -> out.write(new byte[100_000]),
        disk -> new FullDisk(disk, 100_000));
    assertThat(folder.resolve("x.txt")).hasSize(100_000);
  }

  @Test
  void write_ontoAFolder_isRefused() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("sub"), out -> out.write(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a folder, must be a file or free");
    assertThatThrownBy(() -> AtomicFile.write(Path.of("/"), out -> out.write(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must name a file");
    assertThat(files()).containsExactly("sub");
  }

  @Test
  void write_relativePath_isInTheWorkingFolder() {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    Path.of("pom.xml"),
                    out -> {
                      throw new IOException("the old one stays");
                    }))
        .hasMessage("the old one stays");
    assertThat(Path.of("pom.xml")).isNotEmptyFile();
  }
}
