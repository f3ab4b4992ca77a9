package io.glyphflow.core.internal.engine;

/** Virtual threads wait, platform threads compute. */
enum SystemThreads implements Threads {
  INSTANCE;

  @Override
  public Thread startWaiting(String name, Runnable body) {
    return Thread.ofVirtual().name(name).start(body);
  }

  @Override
  public Thread startComputing(String name, Runnable body) {
    return Thread.ofPlatform().name(name).start(body);
  }

  @Override
  public void requireComputing() {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException(
          "thread: "
              + Thread.currentThread().getName()
              + " is virtual, native and CPU-bound work must run on a platform thread");
    }
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
