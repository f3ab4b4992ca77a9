package io.glyphflow.layout.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glyphflow.layout.OnnxLayoutDetector;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who has no DJL can use all else. */
class WithoutDjlTest {

  @Test
  void classes_withoutDjl_loadBesidesThePackageOfDjl() throws Exception {
    ClassLoader loader = new NoDjl();
    List<String> names = names();
    assertThat(names).hasSizeGreaterThan(30);
    for (String name : names) {
      Class<?> type = Class.forName(name, true, loader);
      assertThat(type.getClassLoader()).isSameAs(loader);
      assertThat(type.getDeclaredMethods()).isNotNull(); // resolves the types of its signatures
    }
    assertThatExceptionOfType(NoClassDefFoundError.class)
        .isThrownBy(
            () -> Class.forName(DjlLayoutDetector.class.getName(), true, loader).getMethods());
  }

  private static List<String> names() throws IOException, URISyntaxException {
    Path classes =
        Path.of(
            OnnxLayoutDetector.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.equals("module-info.class"))
          .map(file -> file.substring(0, file.length() - 6).replace('/', '.').replace('\\', '.'))
          .filter(name -> !name.contains(".djl.") && !name.endsWith("package-info"))
          .toList();
    }
  }

  /** Knows everything but DJL, and defines this library's layout classes anew. */
  private static final class NoDjl extends ClassLoader {

    NoDjl() {
      super(WithoutDjlTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("ai.djl.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.glyphflow.layout.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
