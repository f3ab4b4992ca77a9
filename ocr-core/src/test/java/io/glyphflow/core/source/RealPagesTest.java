package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.PermanentOcrException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class RealPagesTest {

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> realPages_decode_orSayWhyNot() throws Exception {
    Path real = Path.of(System.getProperty("glyphflow.shared", "../shared"), "testdata", "pages");
    if (!Files.isDirectory(real)) {
      return Stream.empty();
    }
    return Sources.drain(DocumentSource.folder(real)).stream()
        .map(page -> DynamicTest.dynamicTest(page.id().toString(), () -> checkReal(page)));
  }

  private static void checkReal(PageSource page) throws Exception {
    if (!page.id().document().matches(".*\\.(png|jpg|tif|pdf)")) {
      assertThatThrownBy(page::decodedBytes)
          .isInstanceOf(PermanentOcrException.class)
          .hasMessageContaining(page.id().document());
      return;
    }
    long bound = page.decodedBytes();
    try (PageImage image = page.decode()) {
      assertThat(image.ownedBytes()).isLessThanOrEqualTo(bound);
      assertThat(image.isNative()).isEqualTo(page.isNative());
      if (page.id().document().endsWith("eurotext.tif")) {
        assertThat(image.size()).isEqualTo(new Size(1024, 800));
        assertThat(image.format()).isEqualTo(PageImage.Format.GRAY8);
        assertThat(image.pixels().get(0)).as("paper is white").isEqualTo((byte) 255);
      }
      if (page.id().document().endsWith("en_rec.jpg")) {
        assertThat(image.dpi()).isEqualTo(72);
      }
    }
  }
}
