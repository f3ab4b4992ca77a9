package io.glyphflow.testkit.fault;

import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Translator;

/**
 * Wraps sources and roles so that a {@link FaultPlan} comes true in them. A wrapper has the traits
 * of what it wraps, is as thread-safe, closes it when it is closed itself, and adds nothing where
 * the plan says nothing. Meant to be imported statically; a lambda has to be cast to its role.
 */
@SuppressWarnings("overloads") // one verb for all roles reads better than eight
public final class Faulty {

  private Faulty() {}

  /**
   * A faulty source: {@link FaultPoint#OPEN}, {@link FaultPoint#NEXT}, {@link FaultPoint#HEADER}
   * and {@link FaultPoint#DECODE}.
   *
   * @param source the real one
   * @param plan what goes wrong
   * @return the wrapper
   */
  public static DocumentSource faulty(DocumentSource source, FaultPlan plan) {
    return new FaultySource(source, plan);
  }

  /**
   * A faulty page: {@link FaultPoint#HEADER} and {@link FaultPoint#DECODE}.
   *
   * @param page the real one
   * @param plan what goes wrong
   * @return the wrapper
   */
  public static PageSource faulty(PageSource page, FaultPlan plan) {
    return new FaultyPage(page, plan);
  }

  /**
   * A faulty filter.
   *
   * @param filter the real one
   * @param plan what goes wrong
   * @return the wrapper
   */
  public static PageFilter faulty(PageFilter filter, FaultPlan plan) {
    return new FaultyFilter(filter, plan);
  }

  /**
   * A faulty detector.
   *
   * @param detector the real one
   * @param plan what goes wrong
   * @return the wrapper
   */
  public static LayoutDetector faulty(LayoutDetector detector, FaultPlan plan) {
    return new FaultyDetector(detector, plan);
  }

  /**
   * A faulty orderer.
   *
   * @param orderer the real one
   * @param plan what goes wrong
   * @return the wrapper
   */
  public static ReadingOrderer faulty(ReadingOrderer orderer, FaultPlan plan) {
    return new FaultyOrderer(orderer, plan);
  }

  /**
   * A faulty cropper.
   *
   * @param cropper the real one
   * @param plan what goes wrong
   * @return the wrapper
   */
  public static Cropper faulty(Cropper cropper, FaultPlan plan) {
    return new FaultyCropper(cropper, plan);
  }

  /**
   * A faulty recognizer.
   *
   * @param recognizer the real one
   * @param plan what goes wrong
   * @return the wrapper
   */
  public static Recognizer faulty(Recognizer recognizer, FaultPlan plan) {
    return new FaultyRecognizer(recognizer, plan);
  }

  /**
   * A faulty translator.
   *
   * @param translator the real one
   * @param plan what goes wrong
   * @return the wrapper
   */
  public static Translator faulty(Translator translator, FaultPlan plan) {
    return new FaultyTranslator(translator, plan);
  }
}
