package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.pipeline.MemoryBudget;
import io.glyphflow.core.pipeline.PipelineListener;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.OrientationDetector;
import io.glyphflow.core.stage.PageFilter;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.ReadingOrderer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.Translator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that a builder collected, checked. Immutable. */
public record EngineSetup(
    String name,
    Threads threads,
    int cpuThreads,
    int queueCapacity,
    MemoryBudget memoryBudget,
    Duration stallReportAfter,
    @Nullable Duration keepWarm,
    List<PipelineListener> listeners,
    @Nullable Pool<? extends OrientationDetector> orienter,
    @Nullable Pool<? extends PageFilter> filter,
    Pool<? extends LayoutDetector> detector,
    @Nullable Pool<? extends ReadingOrderer> orderer,
    Pool<? extends Cropper> cropper,
    Pool<? extends Recognizer> recognizer,
    @Nullable Pool<? extends Translator> translator,
    Set<RegionKind> toRead,
    Language target) {}
