package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that are stored turned or mirrored, as cameras and scanners do. */
class StoredOrientationTest {

  /** Where the stored picture's black top left corner ends up. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0", "2, 1, 0", "3, 1, 1", "4, 0, 1", "5, 0, 0", "6, 1, 0", "7, 1, 1", "8, 0, 1"
  })
  void decode_eachOrientation_isUprightOnce(int orientation, int across, int down)
      throws Exception {
    BufferedImage stored = new BufferedImage(48, 32, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 48; x++) {
        stored.setRGB(x, y, x < 16 && y < 16 ? 0 : 0xffffff);
      }
    }
    byte[] tiff = tiffOf(stored, orientation);
    byte[] jpeg = withExif(Pictures.bytes("jpg", stored), orientation);
    for (byte[] bytes : new byte[][] {tiff, jpeg}) {
      PageSource page = Sources.drain(DocumentSource.of("x", bytes)).get(0);
      try (PageImage image = page.decode()) {
        Size upright = orientation < 5 ? new Size(48, 32) : new Size(32, 48);
        assertThat(image.size()).isEqualTo(upright);
        int x = across == 0 ? 4 : upright.width() - 5;
        int y = down == 0 ? 4 : upright.height() - 5;
        BufferedImage picture = image.toBufferedImage();
        assertThat(picture.getRGB(x, y) & 0xff).isLessThan(64);
        assertThat(picture.getRGB(upright.width() - 1 - x, y) & 0xff).isGreaterThan(192);
        assertThat(picture.getRGB(x, upright.height() - 1 - y) & 0xff).isGreaterThan(192);
        int copies = orientation == 1 ? 1 : 2;
        assertThat(page.decodedBytes()).isBetween(48L * 32 * copies, 48L * 32 * copies + 9_000);
      }
    }
  }

  @Test
  void decode_impossibleOrientation_isAsStored() throws Exception {
    BufferedImage stored = new BufferedImage(48, 32, BufferedImage.TYPE_BYTE_GRAY);
    for (int orientation : new int[] {0, 9, 65_535}) {
      byte[] tiff = tiffOf(stored, orientation);
      try (PageImage image = Sources.drain(DocumentSource.of("x", tiff)).get(0).decode()) {
        assertThat(image.size()).isEqualTo(new Size(48, 32));
      }
    }
  }

  /** One strip, not packed, 8 bits a pixel. */
  private static byte[] tiffOf(BufferedImage picture, int orientation) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[][] entries = {
      {256, 4, width},
      {257, 4, height},
      {258, 3, 8},
      {259, 3, 1},
      {262, 3, 1},
      {273, 4, 200},
      {274, 3, orientation},
      {277, 3, 1},
      {278, 4, height},
      {279, 4, width * height}
    };
    ByteBuffer tiff =
        ByteBuffer.allocate(200 + width * height).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    tiff.putShort((short) entries.length);
    for (int[] entry : entries) {
      tiff.putShort((short) entry[0]).putShort((short) entry[1]).putInt(1).putInt(entry[2]);
    }
    tiff.position(200);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        tiff.put((byte) picture.getRGB(x, y));
      }
    }
    return tiff.array();
  }

  private static byte[] withExif(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xffe1).putShort((short) 34);
    exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    exif.putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    return Pictures.insert(jpeg, 2, exif.array());
  }
}
