package io.glyphflow.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.document.PageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputNamesTest {

  private static final List<String> HOSTILE =
      List.of(
          "../../etc/passwd",
          "..\\..\\windows\\system32",
          "/etc/shadow",
          "C:\\boot.ini",
          "C:",
          "\\\\server\\share\\x.pdf",
          "..",
          ".",
          "...",
          "/",
          "//",
          "\\",
          "....//....//x",
          "a/..",
          "a/.",
          ".hidden",
          ".ssh/id.pub",
          "-rf",
          "--help.pdf",
          "~",
          "~root",
          "$HOME",
          "`id`",
          "$(rm -rf x).pdf",
          "a;b|c&d",
          "a\u0000b.pdf",
          "a\nb",
          "a\r\nb\t.png",
          "\u001B[31m",
          "nul",
          "NUL.txt",
          "con.tar.gz",
          "AUX",
          "com1.pdf",
          "LPT9",
          "com\u00B9",
          "CONIN$",
          "name.",
          "name ",
          " name",
          "x".repeat(300) + ".pdf",
          "\u65E5".repeat(300) + ".pdf",
          "\uD83D\uDE00.png",
          "\uD800",
          "\uDC00x",
          "\u202Egpj.exe",
          "\uFEFF",
          "\u0301",
          "a:b.txt",
          "file.txt:stream",
          "a*b?.pdf",
          "<a>\"b\"",
          "%2e%2e%2f",
          "https://example.org/a/b.pdf?x=../../y",
          "jar:file:/a.zip!/b/../c.tif",
          "\u2215etc\u2044x",
          "\uFF0E\uFF0E\uFF0Fx",
          "\t",
          "_");

  @TempDir private Path folder;

  @Test
  void document_hostileNames_stayInTheFolder() throws IOException {
    assertThat(HOSTILE).hasSizeGreaterThan(30);
    OutputNames names = new OutputNames();
    Set<String> stems = new HashSet<>();
    for (String document : HOSTILE) {
      String stem = names.document(document);
      assertThat(stems.add(stem.toUpperCase(Locale.ROOT))).as(document).isTrue();
      assertThat(stem).as(document).matches("[\\p{L}\\p{N}\\p{M}_][\\p{L}\\p{N}\\p{M}._-]*");
      assertThat(stem).doesNotEndWith(".").doesNotContain("..\\").doesNotContain("/");
      assertThat(stem).doesNotMatch("(?i)(con|prn|aux|nul|com[0-9\u00B9]|lpt[0-9]|conin)(\\..*)?");
      Path file = folder.resolve(names.figure(new PageId("x" + document, 7), 12));
      assertThat(file.normalize().getParent()).isEqualTo(folder);
      assertThat(file.getFileName().toString().getBytes(StandardCharsets.UTF_8).length)
          .isLessThan(200);
      Path written = folder.resolve(stem + ".md");
      Files.writeString(written, "x");
      assertThat(written.toRealPath().getParent()).isEqualTo(folder.toRealPath());
    }
    try (var files = Files.list(folder)) {
      assertThat(files.count()).isEqualTo(HOSTILE.size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "in/scan.pdf, scan",
    "scan.pdf, scan",
    "/a/b/My report (final).PDF, My-report-final",
    "v1.2 notes, v1.2-notes",
    "report 3.14, report-3.14",
    "a.tar.gz, a.tar",
    "Z\u00FCrich.tiff, Z\u00FCrich",
    "Zu\u0308rich.tiff, Z\u00FCrich",
    "\u65E5\u672C\u8A9E.png, \u65E5\u672C\u8A9E",
    "scan_001.jpeg, scan_001",
    "folder/, folder",
    "con.pdf, _con",
    "console.pdf, console"
  })
  void document_usualNames_areKept(String document, String stem) {
    assertThat(new OutputNames().document(document)).isEqualTo(stem);
  }

  @Test
  void document_collidingNames_areUniqueAndStable() {
    OutputNames names = new OutputNames();
    assertThat(names.document("a/scan.pdf")).isEqualTo("scan");
    String second = names.document("b/scan.pdf");
    String third = names.document("a/Scan.png");
    assertThat(second).matches("scan-[0-9a-f]{8}");
    assertThat(third).matches("Scan-[0-9a-f]{8}");
    assertThat(names.document("a/scan.pdf")).isEqualTo("scan");
    assertThat(names.document("b/scan.pdf")).isEqualTo(second);
    OutputNames others = new OutputNames();
    others.document("x/scan.pdf");
    assertThat(others.document("b/scan.pdf")).isEqualTo(second);
    assertThat(names.document("c/" + second + ".pdf")).isNotEqualTo(second);
  }

  @Test
  void page_ofOneDocument_isNeverAnotherDocument() {
    OutputNames names = new OutputNames();
    PageId page = new PageId("scan.pdf", 3);
    assertThat(names.page(page)).isEqualTo("scan-p003");
    assertThat(names.page(new PageId("scan.pdf", 12345))).isEqualTo("scan-p12345");
    assertThat(names.figure(page, 12)).isEqualTo("scan-p003-r12.png");
    assertThat(names.document("scan-p003.png")).matches("scan-p003-[0-9a-f]{8}");
    assertThat(names.document("scan-p003-r12.png")).matches("scan-p003-r12-[0-9a-f]{8}");
  }
}
