package io.glyphflow.core.stage;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Several instances of a role that share its work. Work is pulled from one queue by whichever
 * instance is free. An instance is leased to one call at a time unless its {@link
 * Traits#concurrency()} says that it takes more. A pool is a description: immutable, safe for any
 * thread; the pipeline makes the instances when it is built, and closes those it made.
 *
 * @param <R> the role
 */
public final class Pool<R extends Role> {

  private final int size;
  private final @Nullable Supplier<? extends R> factory;
  private final List<R> instances;
  private final @Nullable Traits traits;

  private Pool(
      int size,
      @Nullable Supplier<? extends R> factory,
      List<R> instances,
      @Nullable Traits traits) {
    this.size = size;
    this.factory = factory;
    this.instances = instances;
    this.traits = traits;
  }

  /**
   * A number of instances, made by a factory when the pipeline is built and closed with it.
   *
   * @param size how many, 1 to 10,000
   * @param factory makes one instance a call
   * @param <R> the role
   * @return the pool
   * @throws IllegalArgumentException if {@code size} is not within 1..10,000
   */
  public static <R extends Role> Pool<R> of(int size, Supplier<? extends R> factory) {
    Objects.requireNonNull(factory, "factory");
    if (size < 1 || size > 10_000) {
      throw new IllegalArgumentException("size: " + size + ", must be within 1..10000");
    }
    return new Pool<>(size, factory, List.of(), null);
  }

  /**
   * Instances that the caller made; the pipeline does not close them.
   *
   * @param instances at least one
   * @param <R> the role
   * @return the pool
   * @throws IllegalArgumentException if there is no instance, or one is listed twice
   */
  public static <R extends Role> Pool<R> ofInstances(List<? extends R> instances) {
    List<R> copy = List.copyOf(instances);
    if (copy.isEmpty()) {
      throw new IllegalArgumentException("instances: none, must be at least one");
    }
    IdentityHashMap<R, Integer> seen = new IdentityHashMap<>();
    for (int i = 0; i < copy.size(); i++) {
      Integer before = seen.put(copy.get(i), i);
      if (before != null) {
        throw new IllegalArgumentException(
            "instances: number " + before + " and " + i + " are the same, must be listed once");
      }
    }
    return new Pool<>(copy.size(), null, copy, null);
  }

  /**
   * The same pool with other traits than its instances have, for lambdas and for classes that are
   * not ours. A lambda that is followed by this call needs its role named: {@code
   * Pool.<Recognizer>of(4, () -> crops -> ...).with(Traits.waiting())}.
   *
   * @param other said of every instance
   * @return a copy
   */
  public Pool<R> with(Traits other) {
    return new Pool<>(size, factory, instances, Objects.requireNonNull(other, "other"));
  }

  /**
   * How many instances there are.
   *
   * @return 1 or more
   */
  public int size() {
    return size;
  }

  /**
   * Makes the instances, or returns those that were given. For engines; a pipeline calls it once.
   *
   * @return the instances
   * @throws NullPointerException if the factory returns null
   */
  public List<R> instantiate() {
    Supplier<? extends R> maker = factory;
    if (maker == null) {
      return instances;
    }
    List<R> made = new ArrayList<>(size);
    try {
      for (int i = 0; i < size; i++) {
        R instance = Objects.requireNonNull(maker.get(), "the factory returned null");
        made.add(instance);
      }
    } catch (RuntimeException | Error e) {
      closeAll(made, e);
      throw e;
    }
    return List.copyOf(made);
  }

  private static void closeAll(List<? extends Role> made, Throwable because) {
    for (Role role : made) {
      if (role instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception e) {
          because.addSuppressed(e);
        }
      }
    }
  }

  /**
   * Whether the pipeline makes the instances, and so closes them.
   *
   * @return true for a pool with a factory
   */
  public boolean isOwning() {
    return factory != null;
  }

  /**
   * The traits said of every instance.
   *
   * @return the traits given to {@link #with}; empty if each instance speaks for itself
   */
  public Optional<Traits> traits() {
    return Optional.ofNullable(traits);
  }

  @Override
  public String toString() {
    return "pool of " + size;
  }
}
