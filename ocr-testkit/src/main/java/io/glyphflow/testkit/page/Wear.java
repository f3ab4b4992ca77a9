package io.glyphflow.testkit.page;

import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * What scanners, cameras and files do to a picture. Each function gives a new page and leaves the
 * old one as it is; truth stays where it was. {@link Warp} is what moves it. Stateless, safe for
 * any thread.
 */
public final class Wear {

  private Wear() {}

  /**
   * Makes every pixel black or white.
   *
   * @param page any page
   * @param threshold brightness from which on a pixel is white, 1..255; 128 is even
   * @return the page with a picture of type {@link BufferedImage#TYPE_BYTE_BINARY}
   */
  public static ComposedPage oneBit(ComposedPage page, int threshold) {
    BufferedImage from = page.picture();
    int width = from.getWidth();
    BufferedImage to = new BufferedImage(width, from.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
    int[] row = new int[width];
    for (int y = 0; y < from.getHeight(); y++) {
      from.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        row[x] = Pixels.gray(row[x]) >= threshold ? 0xffffffff : 0xff000000;
      }
      to.setRGB(0, y, width, 1, row, 0, width);
    }
    return with(page, to);
  }

  /**
   * Strews black and white pixels.
   *
   * @param page any page
   * @param share the part of all pixels that is hit, half of them black, 0..1
   * @param seed says which ones
   * @return the page
   */
  public static ComposedPage saltAndPepper(ComposedPage page, double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return with(
        page,
        Pixels.map(
            page.picture(),
            (i, rgb) -> {
              double lot = random.nextDouble();
              return lot < share / 2 ? 0 : lot < share ? 0xffffff : rgb;
            }));
  }

  /**
   * Adds the grain of a sensor: a change of each pixel's brightness that is nearly normally
   * distributed (the sum of four uniform ones) and never above {@code 3.5 sigma}.
   *
   * @param page any page
   * @param sigma its standard deviation, of 255
   * @param seed says how each pixel changes
   * @return the page
   */
  public static ComposedPage grain(ComposedPage page, double sigma, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return with(
        page,
        Pixels.map(
            page.picture(),
            (i, rgb) -> {
              int change = (int) Math.round(nearlyNormal(random) * sigma);
              int red = Math.clamp((rgb >> 16 & 0xff) + change, 0, 255);
              int green = Math.clamp((rgb >> 8 & 0xff) + change, 0, 255);
              int blue = Math.clamp((rgb & 0xff) + change, 0, 255);
              return red << 16 | green << 8 | blue;
            }));
  }

  /**
   * Blurs like a lens out of focus: a Gaussian of radius {@code 3 sigma}; edges are left as they
   * are.
   *
   * @param page any page
   * @param sigma its standard deviation, pixels, above 0
   * @return the page
   */
  public static ComposedPage blur(ComposedPage page, double sigma) {
    int radius = (int) Math.ceil(3 * sigma);
    float[] weights = new float[2 * radius + 1];
    float sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    Kernel across = new Kernel(weights.length, 1, weights);
    Kernel down = new Kernel(1, weights.length, weights);
    BufferedImage once =
        new ConvolveOp(across, ConvolveOp.EDGE_NO_OP, null)
            .filter(Pixels.map(page.picture(), (i, rgb) -> rgb), null);
    return with(page, new ConvolveOp(down, ConvolveOp.EDGE_NO_OP, null).filter(once, null));
  }

  /**
   * Darkens the page unevenly: light falls off from one corner to the opposite one, and a soft
   * shadow lies across.
   *
   * @param page any page
   * @param strength how much light is lost where it is darkest, 0..1; 0.5 is a bad photograph
   * @param seed says from where the light comes and where the shadow lies
   * @return the page
   */
  public static ComposedPage shadow(ComposedPage page, double strength, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = page.picture().getWidth();
    int height = page.picture().getHeight();
    double angle = random.nextDouble() * 2 * Math.PI;
    double edge = 0.15 + 0.4 * random.nextDouble();
    return with(
        page,
        Pixels.map(
            page.picture(),
            (i, rgb) -> {
              int row = i / width;
              double x = (double) (i % width) / width - 0.5;
              double y = (double) row / height - 0.5;
              double along = x * Math.cos(angle) + y * Math.sin(angle);
              double fall = 0.5 * Math.clamp(along + 0.5, 0.0, 1.0);
              double cast = 0.5 / (1 + Math.exp(-(along - edge + 0.2 * y) * 40));
              return Pixels.darker(rgb, 1 - strength * (fall + cast));
            }));
  }

  /**
   * Writes the picture as JPEG and reads it again.
   *
   * @param page any page
   * @param quality 0..1
   * @return the page with what JPEG left of it
   */
  public static ComposedPage jpeg(ComposedPage page, double quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality((float) quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(page.picture(), null, null), how);
      out.flush();
      return with(
          page,
          ImageIO.read(
              new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }

  /** Of mean 0 and variance 1. Not nextGaussian(), whose algorithm is up to the JDK. */
  private static double nearlyNormal(SplittableRandom random) {
    double sum =
        random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
    return (sum - 2) * Math.sqrt(3);
  }

  private static ComposedPage with(ComposedPage page, BufferedImage picture) {
    return new ComposedPage(picture, page.dpi(), page.regions());
  }
}
