package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Role;
import io.glyphflow.core.stage.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a pipeline's roles, made once and shared by its runs.
 *
 * @param decoders decode pages on CPU threads
 * @param toRead kinds of regions that go to the recognizer
 * @param target what to translate into
 */
record Roles(
    InstancePool<PageDecoder> decoders,
    @Nullable InstancePool<OrientationDetector> orienters,
    @Nullable InstancePool<PageFilter> filters,
    InstancePool<LayoutDetector> detectors,
    @Nullable InstancePool<ReadingOrderer> orderers,
    InstancePool<Cropper> croppers,
    InstancePool<Recognizer> recognizers,
    @Nullable InstancePool<Translator> translators,
    Set<RegionKind> toRead,
    Language target) {

  /** Makes the instances; closes those it made if one cannot be made. */
  static Roles of(EngineSetup setup) {
    List<InstancePool<?>> made = new ArrayList<>();
    try {
      return new Roles(
          keep(made, StageName.LOAD, PageDecoder.pool(setup.cpuThreads())),
          keepIfAny(made, StageName.ORIENT, setup.orienter()),
          keepIfAny(made, StageName.FILTER, setup.filter()),
          keep(made, StageName.LAYOUT, setup.detector()),
          keepIfAny(made, StageName.ORDER, setup.orderer()),
          keep(made, StageName.CROP, setup.cropper()),
          keep(made, StageName.RECOGNIZE, setup.recognizer()),
          keepIfAny(made, StageName.TRANSLATE, setup.translator()),
          setup.toRead(),
          setup.target());
    } catch (RuntimeException | Error e) {
      made.forEach(InstancePool::closeIdle);
      throw e;
    }
  }

  private static <R extends Role> InstancePool<R> keep(
      List<InstancePool<?>> made, StageName stage, Pool<? extends R> pool) {
    InstancePool<R> instances = new InstancePool<>(stage, pool);
    made.add(instances);
    return instances;
  }

  private static <R extends Role> @Nullable InstancePool<R> keepIfAny(
      List<InstancePool<?>> made, StageName stage, @Nullable Pool<? extends R> pool) {
    return pool == null ? null : keep(made, stage, pool);
  }

  /** Every pool there is, in the order of the stages. */
  List<InstancePool<?>> all() {
    List<InstancePool<?>> all = new ArrayList<>();
    all.add(decoders);
    addIfAny(all, orienters);
    addIfAny(all, filters);
    all.add(detectors);
    addIfAny(all, orderers);
    all.add(croppers);
    all.add(recognizers);
    addIfAny(all, translators);
    return all;
  }

  private static void addIfAny(List<InstancePool<?>> all, @Nullable InstancePool<?> pool) {
    if (pool != null) {
      all.add(pool);
    }
  }
}
