package io.glyphflow.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ExecutionProvider.TensorRt;
import io.glyphflow.onnx.SessionOptions.Optimization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a model into ONNX Runtime. */
final class SessionLoader {

  private static final Logger LOG = LoggerFactory.getLogger(SessionLoader.class);

  private final ModelSource source;
  private final SessionOptions options;
  private final ModelReader.Head head;
  private final OrtEnvironment environment = RuntimeLibrary.environment();

  private SessionLoader(ModelSource source, SessionOptions options) {
    this.source = source;
    this.options = options;
    this.head = source.head();
  }

  /**
   * A loaded model.
   *
   * @param runtime to be closed by whoever asked for it
   * @param model what the file says of itself
   * @param options as asked for
   * @param provider what really runs the model
   * @param engines what the provider builds; to be sealed after a warm-up, closed after the runtime
   */
  record Loaded(
      OrtSession runtime,
      ModelInfo model,
      SessionOptions options,
      ExecutionProvider provider,
      EngineWork engines) {}

  /** A session, and what it builds. */
  record Engine(OrtSession runtime, EngineWork work) {}

  static Loaded load(ModelSource source, SessionOptions options) {
    return new SessionLoader(source, options).load();
  }

  private Loaded load() {
    checkDigest();
    Weights.check(source, head);
    ExecutionProvider wanted = options.provider();
    Optional<String> absence = wanted.absence();
    if (absence.isPresent()) {
      return instead(wanted, absence.get(), null);
    }
    try {
      return loaded(engine(wanted), wanted);
    } catch (OrtException e) {
      if (wanted instanceof ExecutionProvider.Cpu) {
        throw failure(RuntimeErrors.explain(e, RuntimeLibrary.version()), e);
      }
      ProviderAbsence why =
          new ProviderAbsence(
              RuntimeLibrary.version(),
              System.getProperty("os.name"),
              System.getProperty("os.arch"));
      return instead(wanted, why.ofLibrary(wanted, RuntimeErrors.text(e)), e);
    }
  }

  /** Takes the processor, if that is allowed. */
  private Loaded instead(ExecutionProvider wanted, String reason, @Nullable OrtException cause) {
    if (!options.isFallbackToCpu()) {
      throw failure(
          wanted
              + " cannot run it: "
              + reason
              + "; or allow the processor with fallbackToCpu(true)",
          cause);
    }
    LOG.warn("model \"{}\" runs on the CPU, as {} cannot: {}", source, wanted, reason);
    try {
      return loaded(engine(ExecutionProvider.cpu()), ExecutionProvider.cpu());
    } catch (OrtException e) {
      if (cause != null) {
        e.addSuppressed(cause);
      }
      throw failure(RuntimeErrors.explain(e, RuntimeLibrary.version()), e);
    }
  }

  private PermanentOcrException failure(String what, @Nullable Throwable cause) {
    return RuntimeErrors.failure(source.name(), head.info(), what, cause);
  }

  private void checkDigest() {
    if (source.sha256().isEmpty()) {
      return;
    }
    String wanted = source.sha256().get();
    String found = digest();
    if (!found.equals(wanted)) {
      throw failure(
          "it is not the expected file, or a damaged one: its SHA-256 is "
              + found
              + ", must be "
              + wanted
              + "; copy or download it again",
          null);
    }
  }

  private String digest() {
    try (ModelBytes bytes = source.bytes()) {
      return bytes.sha256();
    } catch (IOException e) {
      throw failure("it cannot be read: " + e.getMessage(), e);
    }
  }

  private Engine engine(ExecutionProvider provider) throws OrtException {
    if (options.engineCache().isEmpty()) {
      return plain(provider);
    }
    CachedEngine cached =
        new CachedEngine(options.engineCache().get(), source.name(), provider.toString());
    String weights = head.weights().isEmpty() ? "" : Weights.digest(source, head);
    EngineKey key = EngineKey.of(digest(), weights, provider, options);
    return switch (provider) {
      case TensorRt tensorRt ->
          cached.folder(key, folder -> create(settings -> full(settings, provider, folder)));
      case ExecutionProvider.Cpu cpu when options.optimization() == Optimization.NONE -> {
        cached.unused("nothing is optimized");
        yield plain(provider);
      }
      case ExecutionProvider.Cpu cpu when !weights.isEmpty() -> {
        cached.unused("the model's weights are in files beside it");
        yield plain(provider);
      }
      case ExecutionProvider.Cpu cpu ->
          new Engine(
              cached.payload(
                  key, this::optimized, file -> create(settings -> save(settings, file))),
              EngineWork.NONE);
      default -> {
        cached.unused(provider + " builds nothing that could be kept");
        yield plain(provider);
      }
    };
  }

  private Engine plain(ExecutionProvider provider) throws OrtException {
    return new Engine(
        create(settings -> full(settings, provider, Optional.empty())), EngineWork.NONE);
  }

  private void full(
      OrtSession.SessionOptions settings, ExecutionProvider provider, Optional<Path> engines)
      throws OrtException {
    SessionSettings.apply(options, settings);
    Providers.append(settings, provider, options.precision(), engines);
  }

  private void save(OrtSession.SessionOptions settings, Optional<Path> file) throws OrtException {
    SessionSettings.apply(options, settings);
    if (file.isPresent()) {
      settings.setOptimizedModelFilePath(file.get().toString());
    }
  }

  /** From an optimized graph, which must not be optimized again. */
  private OrtSession optimized(byte[] graph) throws OrtException {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      SessionSettings.apply(options, settings);
      settings.setOptimizationLevel(OptLevel.NO_OPT);
      return environment.createSession(graph, settings);
    }
  }

  private OrtSession create(Preparation preparation) throws OrtException {
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      preparation.prepare(settings);
      if (source.file().isPresent()) {
        return environment.createSession(source.file().get().toString(), settings);
      }
      ByteBuffer bytes = source.content().slice();
      if (bytes.hasArray()
          && bytes.arrayOffset() == 0
          && bytes.array().length == bytes.remaining()) {
        return environment.createSession(bytes.array(), settings);
      }
      if (bytes.isDirect()) {
        return environment.createSession(bytes, settings);
      }
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
      return environment.createSession(direct, settings);
    }
  }

  private Loaded loaded(Engine engine, ExecutionProvider provider) throws OrtException {
    try {
      return new Loaded(engine.runtime(), info(engine.runtime()), options, provider, engine.work());
    } catch (OrtException | RuntimeException e) {
      try {
        engine.runtime().close();
      } catch (OrtException another) {
        e.addSuppressed(another);
      }
      engine.work().close();
      throw e;
    }
  }

  /** As the file says, with what only ONNX Runtime can tell and what the options fix. */
  private ModelInfo info(OrtSession session) throws OrtException {
    ModelInfo file = head.info();
    List<ValueInfo> outputs = new ArrayList<>();
    for (Map.Entry<String, NodeInfo> node : session.getOutputInfo().entrySet()) {
      Optional<ValueInfo> declared = file.output(node.getKey());
      if (declared.isPresent()) {
        outputs.add(fixed(declared.get()));
      } else {
        inferred(node.getValue()).ifPresent(outputs::add);
      }
    }
    return new ModelInfo(
        file.name(),
        file.inputs().stream().map(this::fixed).toList(),
        outputs,
        file.metadata(),
        file.irVersion(),
        file.opsets(),
        file.producer(),
        file.externalFiles());
  }

  private static Optional<ValueInfo> inferred(NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo tensor && ElementType.isSupported(tensor.onnxType)) {
      return Optional.of(
          new ValueInfo(
              node.getName(),
              ElementType.of(tensor.onnxType),
              Arrays.stream(tensor.getShape()).boxed().toList()));
    }
    return Optional.empty();
  }

  private ValueInfo fixed(ValueInfo value) {
    List<Long> shape = new ArrayList<>(value.shape());
    List<String> symbols = new ArrayList<>(value.symbols());
    for (int i = 0; i < shape.size(); i++) {
      Long side = options.dimensions().get(symbols.get(i));
      if (side != null) {
        shape.set(i, side);
        symbols.set(i, "");
      }
    }
    return new ValueInfo(value.name(), value.type(), shape, symbols);
  }

  /** Sets what a session is made with. */
  private interface Preparation {
    void prepare(OrtSession.SessionOptions settings) throws OrtException;
  }
}
