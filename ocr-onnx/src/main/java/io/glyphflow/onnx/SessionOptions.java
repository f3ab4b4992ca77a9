package io.glyphflow.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a model is loaded and run. The defaults suit many callers at once: each call runs on the
 * thread of its caller, so that calls neither wait for each other's threads nor burn a core in
 * spinning. A single caller that wants its answer sooner sets {@link Builder#intraOpThreads}.
 * Immutable, thread-safe.
 */
public final class SessionOptions {

  /** How much ONNX Runtime reworks the graph when it loads. */
  public enum Optimization {
    /** Not at all. */
    NONE,
    /** What needs no knowledge of the device: constants folded, dead nodes removed. */
    BASIC,
    /** Operators fused as well. */
    EXTENDED,
    /** Memory layouts changed for this processor as well. */
    ALL
  }

  /** In which precision a model is computed. */
  public enum Precision {
    /** In that of its file. */
    MODEL,
    /**
     * In less, where the provider is faster so: half precision on TensorRT and CoreML, TF32 on
     * CUDA, bfloat16 products on ARM processors that have them. The answers differ a little.
     */
    REDUCED
  }

  /** What ONNX Runtime itself writes to standard error. */
  public enum LogLevel {
    /** What ends the process. */
    FATAL,
    /** Errors as well, which come as exceptions in any case. */
    ERROR,
    /** Warnings as well. */
    WARNING,
    /** What it does when loading as well. */
    INFO,
    /** Everything. */
    VERBOSE
  }

  private final int intraOpThreads;
  private final int interOpThreads;
  private final boolean isSpinning;
  private final boolean isArena;
  private final boolean isArenaShrunk;
  private final boolean isMemoryPattern;
  private final Optimization optimization;
  private final boolean isDeterministic;
  private final LogLevel logLevel;
  private final Precision precision;
  private final Map<String, Long> dimensions;
  private final ExecutionProvider provider;
  private final boolean isFallbackToCpu;
  private final Optional<EngineCache> engineCache;

  private SessionOptions(Builder builder) {
    this.intraOpThreads = or(builder.intraOpThreads, 1);
    this.interOpThreads = or(builder.interOpThreads, 1);
    this.isSpinning = or(builder.spinning, false);
    this.isArena = or(builder.arena, true);
    this.isArenaShrunk = or(builder.arenaShrinkage, false);
    this.isMemoryPattern = or(builder.memoryPattern, false);
    this.optimization = or(builder.optimization, Optimization.ALL);
    this.isDeterministic = or(builder.deterministic, false);
    this.logLevel = or(builder.logLevel, LogLevel.FATAL);
    this.precision = or(builder.precision, Precision.MODEL);
    this.dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.dimensions));
    this.provider = or(builder.provider, ExecutionProvider.cpu());
    this.isFallbackToCpu = or(builder.fallbackToCpu, false);
    this.engineCache = Optional.ofNullable(builder.engineCache);
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  /**
   * One thread a call, so that concurrent callers do not contend.
   *
   * @return the defaults
   */
  public static SessionOptions defaults() {
    return builder().build();
  }

  /**
   * Starts from the defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Threads that share the work of one operator.
   *
   * @return 1 or more
   */
  public int intraOpThreads() {
    return intraOpThreads;
  }

  /**
   * Operators of one call that run at the same time.
   *
   * @return 1 or more
   */
  public int interOpThreads() {
    return interOpThreads;
  }

  /**
   * Whether threads without work burn their core for a while.
   *
   * @return whether they do
   */
  public boolean isSpinning() {
    return isSpinning;
  }

  /**
   * Whether the runtime keeps freed memory for later calls.
   *
   * @return whether it does
   */
  public boolean isArena() {
    return isArena;
  }

  /**
   * Whether memory that a call leaves unused goes back to the system at its end.
   *
   * @return whether it does
   */
  public boolean isArenaShrunk() {
    return isArenaShrunk;
  }

  /**
   * Whether a call's memory is planned from an earlier one of the same shapes.
   *
   * @return whether it is
   */
  public boolean isMemoryPattern() {
    return isMemoryPattern;
  }

  /**
   * How much the graph is reworked.
   *
   * @return the level
   */
  public Optimization optimization() {
    return optimization;
  }

  /**
   * Whether kernels are chosen whose answers are the same each time.
   *
   * @return whether they are
   */
  public boolean isDeterministic() {
    return isDeterministic;
  }

  /**
   * What ONNX Runtime writes to standard error.
   *
   * @return the least that is written
   */
  public LogLevel logLevel() {
    return logLevel;
  }

  /**
   * In which precision the model is computed.
   *
   * @return the precision
   */
  public Precision precision() {
    return precision;
  }

  /**
   * Values for dimensions that the model leaves open under a name.
   *
   * @return by name; empty if none is fixed
   */
  public Map<String, Long> dimensions() {
    return dimensions;
  }

  /**
   * What is to run the model.
   *
   * @return the provider
   */
  public ExecutionProvider provider() {
    return provider;
  }

  /**
   * Whether the processor may run the model if the provider is not there.
   *
   * @return whether it may
   */
  public boolean isFallbackToCpu() {
    return isFallbackToCpu;
  }

  /**
   * Where built engines are kept.
   *
   * @return the cache; empty if they are not
   */
  public Optional<EngineCache> engineCache() {
    return engineCache;
  }

  /** Builds {@link SessionOptions}. Each option is set once. Not thread-safe. */
  public static final class Builder {
    private static final int MOST_THREADS = 1024;

    private @Nullable Integer intraOpThreads;
    private @Nullable Integer interOpThreads;
    private @Nullable Boolean spinning;
    private @Nullable Boolean arena;
    private @Nullable Boolean arenaShrinkage;
    private @Nullable Boolean memoryPattern;
    private @Nullable Optimization optimization;
    private @Nullable Boolean deterministic;
    private @Nullable LogLevel logLevel;
    private @Nullable Precision precision;
    private final Map<String, Long> dimensions = new LinkedHashMap<>();
    private @Nullable ExecutionProvider provider;
    private @Nullable Boolean fallbackToCpu;
    private @Nullable EngineCache engineCache;

    private Builder() {}

    /**
     * Threads that share the work of one operator; by default 1: with as many callers as cores,
     * more threads only wait for each other.
     *
     * @param threads 1 to 1024
     * @return this
     * @throws IllegalArgumentException if it is out of range
     * @throws IllegalStateException if it is set already
     */
    public Builder intraOpThreads(int threads) {
      intraOpThreads = once("intraOpThreads", intraOpThreads, threads("intraOpThreads", threads));
      return this;
    }

    /**
     * Operators of one call that run at the same time; by default 1, one after the other. More
     * helps only models of many branches, such as detectors with several heads, and a single
     * caller.
     *
     * @param threads 1 to 1024
     * @return this
     * @throws IllegalArgumentException if it is out of range
     * @throws IllegalStateException if it is set already
     */
    public Builder interOpThreads(int threads) {
      interOpThreads = once("interOpThreads", interOpThreads, threads("interOpThreads", threads));
      return this;
    }

    /**
     * Whether threads without work burn their core for a while instead of sleeping; by default not,
     * since other callers need it. Shortens a single caller's calls with several threads.
     *
     * @param isSpinning whether they do
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder spinning(boolean isSpinning) {
      spinning = once("spinning", spinning, isSpinning);
      return this;
    }

    /**
     * Whether the runtime keeps freed memory for later calls; by default it does: without it each
     * call asks the system for fresh pages, which cost 46 % more processor time with a text
     * detector on three sizes of page (75 ms instead of 52), 2 to 15 % with small inputs, and as
     * much memory. It keeps what the largest calls needed at the same time.
     *
     * @param isKept whether it does
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder arena(boolean isKept) {
      arena = once("arena", arena, isKept);
      return this;
    }

    /**
     * Whether memory that a call leaves unused goes back to the system at its end; by default not,
     * since the next call wants it, and pays for it as without an arena. For large pages now and
     * then.
     *
     * @param isShrunk whether it does; needs the arena
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder arenaShrinkage(boolean isShrunk) {
      arenaShrinkage = once("arenaShrinkage", arenaShrinkage, isShrunk);
      return this;
    }

    /**
     * Whether a call's memory is planned from an earlier one of the same shapes, in one block; by
     * default not: a plan is kept for each set of shapes that was ever seen, and text lines have
     * hundreds of widths. A text detector on three sizes of page took 280 MB with plans and 185 MB
     * without, in the same time. For a model whose input has always the same size.
     *
     * @param isPlanned whether it is
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder memoryPattern(boolean isPlanned) {
      memoryPattern = once("memoryPattern", memoryPattern, isPlanned);
      return this;
    }

    /**
     * How much the graph is reworked; by default all that is possible. Less loads faster and helps
     * to find out whether an optimization is at fault.
     *
     * @param level the level
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder optimization(Optimization level) {
      optimization = once("optimization", optimization, level);
      return this;
    }

    /**
     * Whether kernels are chosen whose answers are the same each time, at the price of speed; by
     * default not. On the processor the answers are the same in any case.
     *
     * @param isSame whether they are
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder deterministic(boolean isSame) {
      deterministic = once("deterministic", deterministic, isSame);
      return this;
    }

    /**
     * What ONNX Runtime itself writes to standard error; by default nothing but what ends the
     * process: its errors come as exceptions.
     *
     * @param least the least that is written
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder logLevel(LogLevel least) {
      logLevel = once("logLevel", logLevel, least);
      return this;
    }

    /**
     * In which precision the model is computed; by default in that of its file.
     *
     * @param hint the precision
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder precision(Precision hint) {
      precision = once("precision", precision, hint);
      return this;
    }

    /**
     * Fixes a dimension that the model leaves open under a name, so that more of the graph can be
     * worked out when it loads, and {@link OnnxSession#warmUp()} knows its size. Inputs must then
     * have it. By default none is fixed; may be called for several names.
     *
     * @param symbol its name, see {@link ValueInfo#symbols()}; one that the model does not have is
     *     without effect
     * @param value 1 or more
     * @return this
     * @throws IllegalArgumentException if the name is blank or the value too small
     * @throws IllegalStateException if this name is set already
     */
    public Builder dimension(String symbol, long value) {
      if (symbol.isBlank() || value < 1) {
        throw new IllegalArgumentException(
            "dimension: \"" + symbol + "\" = " + value + ", must have a name and be >= 1");
      }
      Long fixed = once("dimension \"" + symbol + "\"", dimensions.get(symbol), value);
      dimensions.put(symbol, fixed);
      return this;
    }

    /**
     * What is to run the model; by default the processor. If it is not there, opening a session is
     * an exception that says why.
     *
     * @param runner the provider
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder provider(ExecutionProvider runner) {
      provider = once("provider", provider, runner);
      return this;
    }

    /**
     * Whether the processor may run the model if the provider is not there, with a warning in the
     * log; by default not. {@link OnnxSession#provider()} says what happened.
     *
     * @param isAllowed whether it may
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder fallbackToCpu(boolean isAllowed) {
      fallbackToCpu = once("fallbackToCpu", fallbackToCpu, isAllowed);
      return this;
    }

    /**
     * Where built engines are kept, so that later starts need not build them; by default nowhere.
     *
     * @param cache the cache
     * @return this
     * @throws IllegalStateException if it is set already
     */
    public Builder engineCache(EngineCache cache) {
      engineCache = once("engineCache", engineCache, cache);
      return this;
    }

    /**
     * Builds the options. The builder stays usable.
     *
     * @return the options
     * @throws IllegalStateException if the options contradict each other
     */
    public SessionOptions build() {
      SessionOptions options = new SessionOptions(this);
      if (options.isArenaShrunk && !options.isArena) {
        throw new IllegalStateException("arenaShrinkage: true, needs arena: true");
      }
      return options;
    }

    private static int threads(String name, int threads) {
      if (threads < 1 || threads > MOST_THREADS) {
        throw new IllegalArgumentException(
            name + ": " + threads + ", must be 1 to " + MOST_THREADS);
      }
      return threads;
    }

    private static <T> T once(String name, @Nullable T before, T value) {
      Objects.requireNonNull(value, name);
      if (before != null) {
        throw new IllegalStateException(name + ": already set to " + before);
      }
      return value;
    }
  }
}
