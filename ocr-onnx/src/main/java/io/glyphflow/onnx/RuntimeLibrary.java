package io.glyphflow.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.stage.PermanentOcrException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ONNX Runtime itself: one environment for the process, shared with whoever else uses it. */
final class RuntimeLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(RuntimeLibrary.class);

  private RuntimeLibrary() {}

  /**
   * The environment, made at the first call.
   *
   * @throws PermanentOcrException if the library does not load on this machine
   */
  static OrtEnvironment environment() {
    try {
      return Holder.ENVIRONMENT;
    } catch (LinkageError e) {
      // Not swallowed: an unusable library is this model's trouble, not the whole process's.
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new PermanentOcrException(
          FailureCategory.MODEL,
          "ONNX Runtime does not load on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": "
              + reason.getMessage()
              + "; its jar has libraries for Linux (x64 and aarch64, glibc 2.28 or later), macOS"
              + " (aarch64) and Windows (x64)",
          e);
    }
  }

  /** Its version, for example 1.28.0. */
  static String version() {
    return environment().getVersion();
  }

  private static final class Holder {
    static final OrtEnvironment ENVIRONMENT = create();

    private static OrtEnvironment create() {
      // Whoever is first sets the level of the environment; sessions have their own.
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(
              OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, OrtEnvironment.DEFAULT_NAME);
      try {
        environment.setTelemetry(false);
      } catch (OrtException e) {
        LOG.debug("telemetry cannot be switched off in this build", e);
      }
      return environment;
    }
  }
}
