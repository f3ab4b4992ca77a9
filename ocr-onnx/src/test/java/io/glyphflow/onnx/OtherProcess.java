package io.glyphflow.onnx;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Opens a model by way of a cache, as another process, and says what happened. */
final class OtherProcess {

  private OtherProcess() {}

  static Process start(Path model, Path folder) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("jdk.module.path", ""),
            OtherProcess.class.getName(),
            model.toString(),
            folder.resolve("cache").toString());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Opens the model that is named first by way of the cache that is named second. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    EngineCache cache =
        EngineCache.at(Path.of(arguments[1]))
            .withListener(
                progress -> {
                  if (progress.state() != EngineCache.State.BUILDING) {
                    out.println(progress.state());
                  }
                });
    SessionOptions options = SessionOptions.builder().engineCache(cache).build();
    OnnxSession.open(ModelSource.of(Path.of(arguments[0])), options).close();
    out.flush();
  }
}
