package io.glyphflow.onnx;

/** How a model is loaded and run. Immutable, thread-safe. */
public final class SessionOptions {

  private final int intraOpThreads;

  private SessionOptions(Builder builder) {
    this.intraOpThreads = builder.intraOpThreads;
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

  /** Builds {@link SessionOptions}. Not thread-safe. */
  public static final class Builder {
    private int intraOpThreads = 1;

    private Builder() {}

    /**
     * Threads that share the work of one operator; by default 1, right for several callers at once.
     *
     * @param threads 1 or more
     * @return this
     */
    public Builder intraOpThreads(int threads) {
      if (threads < 1) {
        throw new IllegalArgumentException("intraOpThreads: " + threads + ", must be >= 1");
      }
      intraOpThreads = threads;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     */
    public SessionOptions build() {
      return new SessionOptions(this);
    }
  }
}
