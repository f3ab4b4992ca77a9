package io.glyphflow.testkit.fake;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.Translator;
import java.util.List;
import java.util.Objects;

/**
 * Translates {@code "text"} into {@code "<en>text"}. By default it waits like a client of a model
 * server: an instance takes 4 calls at a time, of at most 8 texts each, and no time. Each {@code
 * with} method gives a copy with counters of its own. Thread-safe.
 */
public final class FakeTranslator implements Translator, Fake, AutoCloseable {

  private final ServiceTime time;
  private final Traits traits;
  private final CallLog log;

  private FakeTranslator(ServiceTime time, Traits traits) {
    this.time = Objects.requireNonNull(time, "time");
    this.traits = traits;
    this.log = new CallLog(traits);
  }

  /**
   * A translator.
   *
   * @return one with the defaults
   */
  public static FakeTranslator create() {
    return new FakeTranslator(ServiceTime.none(), new Traits(Placement.WAITING, 4, 8));
  }

  /**
   * The same, slower.
   *
   * @param other for each text, by its {@link ItemKey}
   * @return a copy
   */
  public FakeTranslator withTime(ServiceTime other) {
    return new FakeTranslator(other, traits);
  }

  /**
   * The same with other traits.
   *
   * @param other the traits; calls that break them fail
   * @return a copy
   */
  public FakeTranslator withTraits(Traits other) {
    return new FakeTranslator(time, other);
  }

  /**
   * What a text becomes.
   *
   * @param text the text
   * @param target the language
   * @return for example {@code "<en>text"}
   */
  public static String translationOf(String text, Language target) {
    return "<" + target.tag() + ">" + text;
  }

  @Override
  public List<Translation> translate(List<Item> items) throws InterruptedException {
    return log.call(
        items.size(),
        () -> {
          time.serve(items.stream().map(ItemKey::of).toList());
          return items.stream()
              .map(item -> item.translated(translationOf(item.text(), item.target())))
              .toList();
        });
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public CallStats stats() {
    return log.stats();
  }

  @Override
  public List<String> violations() {
    return log.violations();
  }

  /**
   * Ends the instance; calls after that fail.
   *
   * @throws IllegalStateException if a call is in flight
   */
  @Override
  public void close() {
    log.close();
  }

  /**
   * Whether {@link #close()} was called.
   *
   * @return true after the end
   */
  public boolean isClosed() {
    return log.isClosed();
  }
}
