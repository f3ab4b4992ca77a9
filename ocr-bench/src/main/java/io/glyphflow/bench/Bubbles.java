package io.glyphflow.bench;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.document.Language;
import io.glyphflow.core.document.Page;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.Translation;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.pipeline.PipelineEvent;
import io.glyphflow.core.pipeline.Run;
import io.glyphflow.core.pipeline.RunOptions;
import io.glyphflow.core.stage.Pool;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.core.stage.Translator;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A page of speech bubbles that are read and then translated: the pipeline and its slow twins. All
 * arms give the same texts.
 */
public final class Bubbles implements AutoCloseable {

  /** The ways to do it. */
  public enum Arm {
    /** Ours: whoever is free pulls the next crop; each text is translated as soon as it is read. */
    PULL,
    /** Ours, with a recognizer that says how long each crop takes. */
    PULL_WITH_ESTIMATES,
    /** Slow: crop i belongs to instance i modulo n, however long the crops take. */
    ROUND_ROBIN,
    /** Slow: translation begins when every crop is read. */
    BARRIER
  }

  /**
   * What there is to do, and who does it.
   *
   * @param readMillis reading time of each crop
   * @param translateMillis translation time of each text
   */
  record Work(List<Double> readMillis, double translateMillis, int recognizers, int translators) {

    /** Copies the times. */
    Work {
      readMillis = List.copyOf(readMillis);
    }

    /** The page of the field report: crops of 400 ms, texts of 170 ms, two and three instances. */
    static Work sixAlike() {
      return new Work(Collections.nCopies(6, 400.0), 170, 2, 3);
    }

    /** The same page with the crop times that were measured. */
    static Work sixMeasured() {
      return new Work(List.of(112.0, 300.0, 400.0, 420.0, 647.0, 725.0), 170, 2, 3);
    }

    /** Long and short crops in turn, where a fixed assignment gives all long ones to one. */
    static Work sixAlternating() {
      return new Work(List.of(725.0, 112.0, 647.0, 300.0, 420.0, 400.0), 170, 2, 3);
    }

    Work scaled(double factor) {
      List<Double> read = readMillis.stream().map(time -> time * factor).toList();
      return new Work(read, translateMillis * factor, recognizers, translators);
    }

    double readMillis(int crop) {
      return readMillis.get(crop);
    }

    Work withInstances(int toRead, int toTranslate) {
      return new Work(readMillis, translateMillis, toRead, toTranslate);
    }

    int size() {
      return readMillis.size();
    }
  }

  private final Arm arm;
  private final Work work;
  private final Pipeline pipeline;
  private final AtomicLong firstRead = new AtomicLong();
  private final AtomicLong firstTranslated = new AtomicLong();

  Bubbles(Arm arm, Work work) {
    this.arm = arm;
    this.work = work;
    this.pipeline =
        Pipeline.builder()
            .layoutDetector(Rows.of(work.size()))
            .recognizer(Pool.of(work.recognizers(), () -> new Reader()).with(Traits.waiting()))
            .translator(
                Pool.<Translator>of(work.translators(), () -> this::translate)
                    .with(Traits.waiting()),
                Language.ENGLISH)
            .listener(this::hear)
            .build();
  }

  /** Does the page; returns its translations in reading order. */
  List<String> run() throws InterruptedException {
    firstRead.set(0);
    firstTranslated.set(0);
    return switch (arm) {
      case PULL, PULL_WITH_ESTIMATES -> translations(pipeline.process(FreePages.of(1)));
      case ROUND_ROBIN -> roundRobin();
      case BARRIER -> barrier();
    };
  }

  /** Begins the page, by the pipeline; returns when its first region is told. */
  Run runUntilFirst() throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    Run run =
        pipeline.start(
            FreePages.of(1),
            RunOptions.defaults(),
            event -> {
              if (event instanceof PipelineEvent.RegionRecognized) {
                first.countDown();
              }
            });
    first.await();
    return run;
  }

  /** When the last run told of its first region, as {@link System#nanoTime()}; 0 if it did not. */
  long firstRead() {
    return firstRead.get();
  }

  /** When the last run told of its first translation. */
  long firstTranslated() {
    return firstTranslated.get();
  }

  private void hear(PipelineEvent event) {
    if (event instanceof PipelineEvent.RegionRecognized) {
      var unused = firstRead.compareAndSet(0, System.nanoTime());
    } else if (event instanceof PipelineEvent.RegionTranslated) {
      var unused = firstTranslated.compareAndSet(0, System.nanoTime());
    }
  }

  private static List<String> translations(DocumentResult result) {
    Page page = result.page(1).page().orElseThrow();
    return page.regions().stream().map(r -> r.translation().orElseThrow().text()).toList();
  }

  private String read(int crop) throws InterruptedException {
    Waits.millis(work.readMillis(crop));
    return "text " + crop;
  }

  private String translate(String text) throws InterruptedException {
    Waits.millis(work.translateMillis());
    return "translated " + text;
  }

  private List<Translation> translate(List<Translator.Item> items) throws InterruptedException {
    Translator.Item item = items.get(0);
    return List.of(item.translated(translate(item.text())));
  }

  private final class Reader implements Recognizer {
    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException {
      return List.of(RegionContent.text(read(crops.get(0).region().id())));
    }

    @Override
    public double estimatedCost(RegionCrop crop) {
      return arm == Arm.PULL_WITH_ESTIMATES ? work.readMillis(crop.region().id()) : 1;
    }
  }

  /** A text on its way from a reader to a translator. */
  private record Read(int crop, String text) {}

  private static final Read END = new Read(-1, "");

  private List<String> roundRobin() throws InterruptedException {
    int n = work.size();
    AtomicReferenceArray<String> done = new AtomicReferenceArray<>(n);
    List<BlockingQueue<Read>> inboxes =
        Stream.<BlockingQueue<Read>>generate(LinkedBlockingQueue::new)
            .limit(work.translators())
            .toList();
    AtomicInteger reading = new AtomicInteger(work.recognizers());
    Workers.run(
        work.recognizers() + work.translators(),
        number -> {
          if (number < work.recognizers()) {
            for (int crop = number; crop < n; crop += work.recognizers()) {
              inboxes.get(crop % work.translators()).add(new Read(crop, read(crop)));
            }
            if (reading.decrementAndGet() == 0) {
              inboxes.forEach(inbox -> inbox.add(END));
            }
            return;
          }
          BlockingQueue<Read> inbox = inboxes.get(number - work.recognizers());
          for (Read next = inbox.take(); next.crop() >= 0; next = inbox.take()) {
            done.set(next.crop(), translate(next.text()));
          }
        });
    return inOrder(done);
  }

  private List<String> barrier() throws InterruptedException {
    int n = work.size();
    AtomicReferenceArray<String> texts = new AtomicReferenceArray<>(n);
    AtomicReferenceArray<String> done = new AtomicReferenceArray<>(n);
    AtomicInteger toRead = new AtomicInteger();
    Workers.run(
        work.recognizers(),
        number -> {
          for (int i = toRead.getAndIncrement(); i < n; i = toRead.getAndIncrement()) {
            texts.set(i, read(i));
          }
        });
    AtomicInteger toTranslate = new AtomicInteger();
    Workers.run(
        work.translators(),
        number -> {
          for (int i = toTranslate.getAndIncrement(); i < n; i = toTranslate.getAndIncrement()) {
            done.set(i, translate(texts.get(i)));
          }
        });
    return inOrder(done);
  }

  private static List<String> inOrder(AtomicReferenceArray<String> done) {
    return IntStream.range(0, done.length()).mapToObj(done::get).toList();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
