package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.PageOutcome;
import io.glyphflow.core.export.PlainText;
import io.glyphflow.core.stage.Exporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each check of the suite for exporters finds the exporter that breaks it. */
class BrokenExporterTest {

  private static ExporterContract contract(Exporter exporter) {
    return new ExporterContract() {
      @Override
      protected Exporter create() {
        return exporter;
      }
    };
  }

  private static void assertFound(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void result_thatCannotBeWritten_isFound() {
    ExporterContract contract =
        contract(
            (result, out) -> {
              if (result.pages().stream().anyMatch(p -> p.status() == PageOutcome.Status.FAILED)) {
                throw new IllegalArgumentException("a page has failed");
              }
            });

    assertThatThrownBy(contract::write_everyResult_succeeds).hasMessage("a page has failed");
  }

  @Test
  void bytes_differentEachTime_areFound() {
    AtomicInteger count = new AtomicInteger();

    assertFound(
        contract((result, out) -> out.write(count.incrementAndGet()))
            ::write_sameResultTwice_givesTheSameBytes,
        "bytes of the second time");
  }

  @Test
  void bytes_differentOnOtherThreads_areFound() {
    ExporterContract contract =
        contract(
            (result, out) ->
                out.write(Thread.currentThread().getName().equals("contract-call") ? 1 : 2));

    assertFound(contract::write_onSeveralThreads_givesTheSameBytes, "at the same time");
  }

  @Test
  void stream_closed_isFound() {
    ExporterContract contract =
        contract(
            (result, out) -> {
              PlainText.exporter().write(result, out);
              out.close();
            });

    assertFound(contract::write_anyResult_doesNotCloseTheStream, "whether the stream is closed");
  }

  @Test
  void stream_closedAfterItFailed_isFound() {
    ExporterContract contract =
        contract(
            (result, out) -> {
              try {
                PlainText.exporter().write(result, out);
              } catch (IOException e) {
                out.close();
                throw e;
              }
            });

    assertFound(contract::write_streamFails_throwsItsException, "whether the failed stream");
  }

  @Test
  void exceptionOfTheStream_swallowedOrWrapped_isFound() {
    Exporter swallowing =
        (result, out) -> {
          try {
            PlainText.exporter().write(result, out);
          } catch (IOException e) {
            return;
          }
        };
    Exporter wrapping =
        (result, out) -> {
          try {
            PlainText.exporter().write(result, out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };

    assertFound(contract(swallowing)::write_streamFails_throwsItsException, "what comes of");
    assertFound(contract(wrapping)::write_streamFails_throwsItsException, "what comes of");
  }
}
