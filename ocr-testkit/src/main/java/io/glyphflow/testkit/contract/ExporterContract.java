package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.glyphflow.core.document.DocumentResult;
import io.glyphflow.core.stage.Exporter;
import io.glyphflow.core.stage.Placement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What users rely on in an exporter: it writes any result, pages that failed included, the same
 * bytes each time and on any thread; it leaves the stream open and hands an {@link IOException} of
 * the stream on.
 *
 * {@snippet :
 * class MyFormatTest extends ExporterContract {
 *   @Override
 *   protected Exporter create() {
 *     return MyFormat.exporter();
 *   }
 * }
 * }
 */
public abstract class ExporterContract {

  private static final int THREADS = 4;

  /** For subclasses. */
  protected ExporterContract() {}

  /**
   * Makes the exporter.
   *
   * @return the exporter
   */
  protected abstract Exporter create();

  /**
   * The results that are tried. By default none and several pages, in every outcome, with every
   * kind of content and characters that formats have trouble with.
   *
   * @return at least one
   */
  protected List<DocumentResult> sampleResults() {
    return SampleResults.all();
  }

  /** Every result can be written. */
  @Test
  public void write_everyResult_succeeds() throws IOException {
    Exporter exporter = create();
    for (DocumentResult result : sampleResults()) {
      assertThat(bytes(exporter, result)).as("bytes").isNotNull();
    }
  }

  /** The same result gives the same bytes. */
  @Test
  public void write_sameResultTwice_givesTheSameBytes() throws IOException {
    for (DocumentResult result : sampleResults()) {
      Exporter exporter = create();
      byte[] first = bytes(exporter, result);
      assertThat(bytes(exporter, result)).as("bytes of the second time").isEqualTo(first);
      assertThat(bytes(create(), result)).as("bytes of another instance").isEqualTo(first);
    }
  }

  /** Several threads write at the same time and do not disturb each other. */
  @Test
  public void write_onSeveralThreads_givesTheSameBytes() throws Exception {
    Exporter exporter = create();
    for (DocumentResult result : sampleResults()) {
      byte[] alone = bytes(exporter, result);
      List<CallThread<byte[]>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(CallThread.start(Placement.CPU, () -> bytes(exporter, result)));
      }
      for (CallThread<byte[]> call : calls) {
        assertThat(call.join(Duration.ofSeconds(30)).get())
            .as("bytes written at the same time")
            .isEqualTo(alone);
      }
    }
  }

  /** The stream stays open for what the caller writes next. */
  @Test
  public void write_anyResult_doesNotCloseTheStream() throws IOException {
    Exporter exporter = create();
    for (DocumentResult result : sampleResults()) {
      TestStream stream = new TestStream(Integer.MAX_VALUE);
      exporter.write(result, stream);
      assertThat(stream.isClosed()).as("whether the stream is closed").isFalse();
    }
  }

  /**
   * An exception of the stream reaches the caller, wherever it comes, and the stream stays open.
   */
  @Test
  public void write_streamFails_throwsItsException() throws IOException {
    Exporter exporter = create();
    for (DocumentResult result : sampleResults()) {
      int length = bytes(exporter, result).length;
      for (int room : new int[] {0, 1, length / 2, length - 1}) {
        if (room >= 0 && room < length) {
          TestStream stream = new TestStream(room);
          Throwable thrown = catchThrowable(() -> exporter.write(result, stream));
          assertThat(thrown)
              .as("what comes of a stream with room for %s of %s bytes", room, length)
              .isSameAs(stream.failure());
          assertThat(stream.isClosed()).as("whether the failed stream is closed").isFalse();
        }
      }
    }
  }

  private static byte[] bytes(Exporter exporter, DocumentResult result) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    exporter.write(result, out);
    return out.toByteArray();
  }

  /** A stream with room for some bytes that notices when it is closed. */
  private static final class TestStream extends OutputStream {
    private final IOException failure = new IOException("no room left");
    private int room;
    private boolean isClosed;

    TestStream(int room) {
      this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
      if (room == 0) {
        throw failure;
      }
      room--;
    }

    @Override
    public void close() {
      isClosed = true;
    }

    boolean isClosed() {
      return isClosed;
    }

    IOException failure() {
      return failure;
    }
  }
}
