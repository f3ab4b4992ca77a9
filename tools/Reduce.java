import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.ImageEncoder;
import io.glyphflow.core.image.PageImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reduces pictures for the documentation: WIDTH OUTPUT-FOLDER PICTURE... */
class Reduce {

  public static void main(String[] args) throws Exception {
    int width = Integer.parseInt(args[0]);
    Path folder = Files.createDirectories(Path.of(args[1]));
    for (int i = 2; i < args.length; i++) {
      Path picture = Path.of(args[i]);
      try (PageImage image = PageImage.decode(ByteBuffer.wrap(Files.readAllBytes(picture)))) {
        int height = Math.round(width * image.size().height() / (float) image.size().width());
        byte[] reduced = ImageEncoder.png().encode(image, new Size(width, height));
        Files.write(folder.resolve(String.valueOf(picture.getFileName())), reduced);
      }
    }
  }
}
