package io.glyphflow.bench;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.PageResult;
import io.glyphflow.core.document.Region;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.ImageEncoder;
import io.glyphflow.core.image.ImageLimits;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.image.TensorPlacement;
import io.glyphflow.core.image.TensorSpec;
import io.glyphflow.core.image.TensorWriter;
import io.glyphflow.core.pipeline.Order;
import io.glyphflow.core.pipeline.PageStream;
import io.glyphflow.core.pipeline.Pipeline;
import io.glyphflow.core.source.DocumentSource;
import io.glyphflow.core.source.PageCursor;
import io.glyphflow.core.source.PageSource;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.LayoutDetector;
import io.glyphflow.core.stage.PageInput;
import io.glyphflow.core.stage.PageLayout;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.onnx.SessionLease;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * JPEGs of A4 pages through a detector that is a model in this process: the engine decodes a page
 * while the model looks at another, on two threads. The detector's place in the tensor comes out as
 * a box, so that pages can be told to be alike.
 */
final class Overlap implements AutoCloseable {

  /** The ways. */
  enum Arm {
    /** No model at all. */
    DECODING,
    /** One page after the other, decoded and then looked at. */
    SEQUENTIAL,
    /** Two threads with half of the pages each: nothing can be faster on two cores. */
    TWO_WORKERS,
    /** Through the engine. */
    STREAMED
  }

  private final int pages;
  private final ByteBuffer file;
  private final OnnxSession session;
  private final ConcurrentLinkedQueue<TensorWriter> writers = new ConcurrentLinkedQueue<>();
  private final TensorSpec spec = TensorSpec.builder(new Size(ConvNet.SIDE, ConvNet.SIDE)).build();
  private final Pipeline pipeline;
  private final ExecutorService workers = Executors.newFixedThreadPool(2);

  Overlap(int pages, int layers) {
    this.pages = pages;
    try (PageImage page = ScannedPage.image()) {
      byte[] bytes = ImageEncoder.jpeg(90).encode(page);
      this.file = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
    this.session =
        OnnxSession.open(ModelSource.of("conv", ConvNet.of(ConvNet.Precision.FP32, layers)));
    this.pipeline =
        Pipeline.builder()
            .layoutDetector(new Detector())
            .recognizer(crops -> List.of())
            .cpuThreads(2)
            .build();
  }

  private final class Detector implements LayoutDetector {
    @Override
    public List<PageLayout> detect(List<PageInput> inputs) throws InterruptedException {
      return List.of(look(inputs.get(0).image()));
    }

    @Override
    public Traits traits() {
      return Traits.defaults().withConcurrency(2);
    }
  }

  private PageLayout look(PageImage page) throws InterruptedException {
    TensorWriter writer =
        Optional.ofNullable(writers.poll()).orElseGet(() -> new TensorWriter(spec));
    try (SessionLease lease = session.lease()) {
      FloatBuffer input = lease.input(ConvNet.INPUT, 1, 3, ConvNet.SIDE, ConvNet.SIDE).floats();
      TensorPlacement placement = writer.write(page, input);
      lease.run(Attempt.unlimited());
      double level = lease.output(0).floats().get(0);
      BoundingBox box =
          placement.toPicture(BoundingBox.of(0, 0, ConvNet.SIDE / 2.0, ConvNet.SIDE / 2.0));
      String label = String.format(Locale.ROOT, "%.3f", level);
      return PageLayout.of(Region.of(RegionKind.FIGURE, label, box, 1));
    } finally {
      writers.add(writer);
    }
  }

  private PageImage decode() {
    return PageImage.decode(file, ImageLimits.defaults());
  }

  /** All pages in every way, in turn; the first turn does not count. */
  Samples<Arm> measure(int repeats) throws InterruptedException {
    Samples<Arm> nanos = new Samples<>();
    for (int i = 0; i <= repeats; i++) {
      for (Arm arm : Arm.values()) {
        long start = System.nanoTime();
        run(arm);
        if (i > 0) {
          nanos.add(arm, System.nanoTime() - start);
        }
      }
    }
    return nanos;
  }

  private void run(Arm arm) throws InterruptedException {
    switch (arm) {
      case DECODING -> {
        for (int i = 0; i < pages; i++) {
          decode().close();
        }
      }
      case SEQUENTIAL -> work(pages);
      case TWO_WORKERS -> {
        for (Future<Object> half :
            workers.invokeAll(Collections.nCopies(2, () -> work(pages / 2)))) {
          var unused = ManyCalls.get(half);
        }
      }
      case STREAMED -> stream();
    }
  }

  private Object work(int some) throws InterruptedException {
    for (int i = 0; i < some; i++) {
      try (PageImage page = decode()) {
        var unused = look(page);
      }
    }
    return some;
  }

  private void stream() {
    String expected = "";
    try (PageStream stream = pipeline.stream(source(), Order.COMPLETION)) {
      for (PageResult page : stream) {
        String seen = page.page().orElseThrow().regions().toString();
        if (!expected.isEmpty() && !seen.equals(expected)) {
          throw new IllegalStateException("pages differ: " + seen + ", " + expected);
        }
        expected = seen;
      }
      if (stream.ledger().ok() != pages) {
        throw new IllegalStateException("the ledger: " + stream.ledger());
      }
    }
  }

  private DocumentSource source() {
    return () ->
        new PageCursor() {
          private int next = 1;

          @Override
          public Optional<PageSource> next() {
            return next > pages
                ? Optional.empty()
                : Optional.of(new Jpeg(new PageId("scan", next++)));
          }
        };
  }

  private final class Jpeg implements PageSource {
    private final PageId id;

    Jpeg(PageId id) {
      this.id = id;
    }

    @Override
    public PageId id() {
      return id;
    }

    @Override
    public long decodedBytes() {
      return 3 * ScannedPage.SIZE.area();
    }

    @Override
    public PageImage decode() {
      return Overlap.this.decode();
    }
  }

  @Override
  public void close() {
    pipeline.close();
    workers.shutdownNow();
    session.close();
    writers.forEach(TensorWriter::close);
  }
}
