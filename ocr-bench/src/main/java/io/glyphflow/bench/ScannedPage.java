package io.glyphflow.bench;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Cropper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A page like a scan of A4 at 300 dpi: uneven paper, noise, lines of strokes; always the same. */
final class ScannedPage {

  static final Size SIZE = new Size(2480, 3508);

  private ScannedPage() {}

  static BufferedImage picture() {
    Random random = new Random(7);
    BufferedImage page =
        new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) page.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < SIZE.height(); y++) {
      int paper = 235 - 20 * y / SIZE.height();
      for (int i = 3 * SIZE.width() * y; i < 3 * SIZE.width() * (y + 1); i++) {
        pixels[i] = (byte) (paper + (random.nextInt() & 7));
      }
    }
    Graphics2D graphics = page.createGraphics();
    for (int y = 200; y < SIZE.height() - 200; y += 56) {
      for (int x = 200; x < SIZE.width() - 200; x += 12 + random.nextInt(14)) {
        graphics.setColor(new Color(20 + random.nextInt(60), 20, 30));
        graphics.fillRect(x, y + random.nextInt(8), 3 + random.nextInt(8), 8 + random.nextInt(26));
      }
    }
    graphics.dispose();
    return page;
  }

  /** The page outside the heap, as a decoder leaves it. */
  static PageImage image() {
    BufferedImage picture = picture();
    byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    return PageImage.wrap(direct, SIZE, PageImage.Format.BGR24, 3 * SIZE.width(), 300, () -> {});
  }

  /** Regions of 812 x 422 pixels, two beside each other. */
  static List<Cropper.Request> regions(PageImage page, int count) {
    List<Cropper.Request> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int left = 200 + i % 2 * 1_000;
      int top = 180 + i / 2 % 7 * 440;
      BoundingBox box = BoundingBox.ofSize(left, top, 812, 422);
      Region region = Region.of(RegionKind.TEXT, "text", box, 1);
      requests.add(new Cropper.Request(new PageId("scan", 1), page, region));
    }
    return requests;
  }
}
