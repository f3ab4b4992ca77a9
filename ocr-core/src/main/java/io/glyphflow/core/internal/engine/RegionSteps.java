package io.glyphflow.core.internal.engine;

import io.glyphflow.core.document.Failure;
import io.glyphflow.core.document.FailureCategory;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionResult;
import io.glyphflow.core.document.StageName;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Cropper;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Translator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages that work on regions. */
final class RegionSteps {

  private RegionSteps() {}

  /** Where a region goes next. */
  interface Next {
    void put(RegionTask region, Worker worker) throws InterruptedException;
  }

  /**
   * Cuts a region out of its page. The regions of a batch are handed on together, by the caller.
   */
  record Crop() implements RoleCaller.Step<RegionTask, Cropper, Cropper.Request, PageImage> {

    @Override
    public Cropper.Request input(RegionTask task) {
      return new Cropper.Request(task.page().id(), task.page().image(), task.region());
    }

    @Override
    public List<PageImage> call(Cropper role, List<Cropper.Request> inputs, Attempt attempt)
        throws InterruptedException {
      return role.crop(inputs, attempt);
    }

    @Override
    public void succeeded(RegionTask task, PageImage crop, Worker worker) {
      if (!crop.equals(task.page().image()) && crop.ownedBytes() > task.reservedBytes()) {
        long needed = crop.ownedBytes();
        task.page().closeOwned(crop);
        task.fail(
            Failure.of(
                    FailureCategory.INPUT_LIMIT,
                    StageName.CROP,
                    "crop: "
                        + needed
                        + " bytes, but the cropper announced "
                        + task.reservedBytes()
                        + "; ownedBytes() must be an upper bound")
                .withAttempts(1));
        return;
      }
      task.cropped(crop);
    }

    @Override
    public void dispose(RegionTask task, PageImage crop) {
      task.page().closeOwned(crop);
    }

    /** The region's own time begins when it is read. */
    @Override
    public Task.Grant grant(RegionTask task, long now) {
      return task.page().grant(now);
    }

    @Override
    public FailureCategory category() {
      return FailureCategory.REGION_INVALID;
    }
  }

  /** Reads a region. */
  record Recognize(PipelineRun run, @Nullable Next translation)
      implements RoleCaller.Step<RegionTask, Recognizer, RegionCrop, RegionContent> {

    @Override
    public RegionCrop input(RegionTask task) {
      return task.crop();
    }

    @Override
    public List<RegionContent> call(Recognizer role, List<RegionCrop> inputs, Attempt attempt)
        throws InterruptedException {
      return role.recognize(inputs, attempt);
    }

    @Override
    public void succeeded(RegionTask task, RegionContent content, Worker worker)
        throws InterruptedException {
      task.disown();
      if (content instanceof RegionContent.Unread unread) {
        Failure failure = unread.failure().ofRegion(task.region().id());
        run.settle(
            task,
            unread.partial().orElse(null),
            null,
            failure.withAttempts(Math.max(1, failure.attempts())));
        return;
      }
      Next next = translation;
      if (next == null || !(content instanceof RegionContent.Text) || content.text().isBlank()) {
        run.settle(task, content, null, null);
        return;
      }
      RegionResult read = task.recognized(content);
      if (run.isHeard() && !task.page().isEnded()) {
        run.tell(new PipelineEvent.RegionRecognized(task.page().id(), read));
      }
      next.put(task, worker);
    }

    @Override
    public FailureCategory category() {
      return FailureCategory.RECOGNITION;
    }
  }

  /** Translates the text of a region. If it fails, the text is still there. */
  record Translate(PipelineRun run, Language target)
      implements RoleCaller.Step<RegionTask, Translator, Translator.Item, Translation> {

    @Override
    public Translator.Item input(RegionTask task) {
      RegionContent content = task.content();
      String text = content == null ? "" : content.text();
      return new Translator.Item(task.page().id(), task.region(), text, target);
    }

    @Override
    public List<Translation> call(Translator role, List<Translator.Item> inputs, Attempt attempt)
        throws InterruptedException {
      return role.translate(inputs, attempt);
    }

    @Override
    public void succeeded(RegionTask task, Translation translation, Worker worker) {
      Failure failure =
          translation
              .failure()
              .map(f -> f.ofRegion(task.region().id()).withAttempts(Math.max(1, f.attempts())))
              .orElse(null);
      run.settle(task, task.content(), translation, failure);
    }

    /** The pixels are not needed any more, only somebody who waits for the text. */
    @Override
    public boolean enter(RegionTask task) {
      return !task.isSettled() && !task.page().isEnded();
    }

    @Override
    public void leave(RegionTask task) {}

    @Override
    public FailureCategory category() {
      return FailureCategory.TRANSLATION;
    }
  }
}
