package io.glyphflow.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphflow.core.document.PageId;
import io.glyphflow.core.document.RegionContent;
import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.geometry.Size;
import io.glyphflow.core.image.PageImage;
import io.glyphflow.core.stage.Attempt;
import io.glyphflow.core.stage.Placement;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.core.stage.Traits;
import io.glyphflow.testkit.fake.ItemKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each check of the suite of all roles finds the recognizer that breaks it. */
class BrokenRecognizerTest {

  private static final Traits MANY = new Traits(Placement.WAITING, 4, 4);

  /** A sound recognizer to be broken in one way. */
  private static class Sound implements Recognizer {
    @Override
    public List<RegionContent> recognize(List<RegionCrop> crops) throws InterruptedException {
      return read(crops);
    }

    @Override
    public Traits traits() {
      return MANY;
    }

    static List<RegionContent> read(List<RegionCrop> crops) {
      List<RegionContent> contents = new ArrayList<>();
      crops.forEach(crop -> contents.add(RegionContent.text(ItemKey.of(crop))));
      return contents;
    }
  }

  private static RecognizerContract contract(Supplier<Recognizer> factory) {
    return contract(factory, Duration.ofSeconds(30));
  }

  private static RecognizerContract contract(Supplier<Recognizer> factory, Duration patience) {
    return new RecognizerContract() {
      @Override
      protected Recognizer create() {
        return factory.get();
      }

      @Override
      protected Duration patience() {
        return patience;
      }
    };
  }

  private static void assertFound(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void batchSize_lastAnswerMissing_isFound() {
    RecognizerContract contract =
        contract(
            () ->
                new Sound() {
                  @Override
                  public List<RegionContent> recognize(List<RegionCrop> crops) {
                    return read(crops.subList(0, Math.min(3, crops.size())));
                  }
                });

    assertFound(contract::answers_batchesOfAnySize_areAsManyAsItems, "number of answers for 4");
    assertFound(contract::answers_inABatch_equalThoseAlone, "number of answers");
  }

  @Test
  void nulls_insteadOfAnswers_areFound() {
    assertFound(
        contract(() -> crops -> Collections.singletonList(null))::answers_everyItem_areNeverNull,
        "answer for");
    assertFound(contract(() -> crops -> null)::answers_everyItem_areNeverNull, "answers for");
    assertFound(
        contract(() -> crops -> null)::answers_batchesOfAnySize_areAsManyAsItems, "answers for 1");
    assertFound(
        contract(() -> crops -> Collections.singletonList(null))
            ::answers_everyItem_keepThePromisesOfTheRole,
        "answer for");
  }

  @Test
  void order_reversedInBatches_isFound() {
    RecognizerContract contract =
        contract(
            () ->
                new Sound() {
                  @Override
                  public List<RegionContent> recognize(List<RegionCrop> crops) {
                    List<RegionContent> contents = read(crops);
                    Collections.reverse(contents);
                    return contents;
                  }
                });

    assertFound(contract::answers_inABatch_equalThoseAlone, "in batches of 2");
  }

  @Test
  void answers_differentTheSecondTime_areFound() {
    AtomicInteger count = new AtomicInteger();
    RecognizerContract contract =
        contract(() -> crops -> List.of(RegionContent.text("call " + count.incrementAndGet())));

    assertFound(contract::answers_sameItemsTwice_areEqual, "the second time");
  }

  @Test
  void answers_differentTheSecondTimeButSaidSo_areAllowed() {
    AtomicInteger count = new AtomicInteger();
    RecognizerContract contract =
        new RecognizerContract() {
          @Override
          protected Recognizer create() {
            return crops -> List.of(RegionContent.text("call " + count.incrementAndGet()));
          }

          @Override
          protected boolean isDeterministic() {
            return false;
          }
        };

    assertThatCode(contract::answers_sameItemsTwice_areEqual).doesNotThrowAnyException();
  }

  @Test
  void attemptForm_answeringOtherwise_isFound() {
    RecognizerContract contract =
        contract(
            () ->
                new Sound() {
                  @Override
                  public List<RegionContent> recognize(List<RegionCrop> crops, Attempt attempt) {
                    return crops.stream().map(crop -> RegionContent.text("other")).toList();
                  }
                });

    assertFound(contract::attemptForm_sameItems_answersTheSame, "with an attempt");
  }

  @Test
  void inputs_closed_areFound() {
    RecognizerContract contract =
        contract(
            () ->
                crops -> {
                  List<RegionContent> contents = Sound.read(crops);
                  crops.forEach(crop -> crop.image().close());
                  return contents;
                });

    assertFound(contract::inputs_afterACall_areOpenAndUnchanged, "is closed after the call");
  }

  @Test
  void inputs_changed_areFound() {
    ByteBuffer pixels = ByteBuffer.allocate(6);
    RecognizerContract contract =
        new RecognizerContract() {
          @Override
          protected Recognizer create() {
            return crops -> {
              pixels.put(3, (byte) 1);
              return Sound.read(crops);
            };
          }

          @Override
          protected List<RegionCrop> sampleCrops() {
            Size size = new Size(3, 2);
            PageImage image = PageImage.wrap(pixels, size, PageImage.Format.GRAY8, 3, 0, () -> {});
            return List.of(
                new RegionCrop(
                    new PageId("d", 1), Samples.region(0, RegionKind.TEXT, size), image));
          }
        };

    assertFound(contract::inputs_afterACall_areOpenAndUnchanged, "pixels of");
  }

  @Test
  void inputs_listEmptied_isFound() {
    RecognizerContract contract =
        contract(
            () ->
                crops -> {
                  List<RegionContent> contents = Sound.read(crops);
                  crops.clear();
                  return contents;
                });

    assertFound(contract::inputs_listOfACall_isNotChanged, "size of the list");
  }

  @Test
  void traits_changing_areFound() {
    RecognizerContract contract =
        contract(
            () ->
                new Sound() {
                  private int asked;

                  @Override
                  public Traits traits() {
                    return MANY.withMaxBatch(10 + asked++);
                  }
                });

    assertFound(contract::traits_askedTwice_areEqual, "traits after a call");
  }

  @Test
  void warmUp_changingAnswers_isFound() {
    RecognizerContract contract =
        contract(
            () ->
                new Sound() {
                  private String prefix = "";

                  @Override
                  public void warmUp() {
                    prefix += "warm ";
                  }

                  @Override
                  public List<RegionContent> recognize(List<RegionCrop> crops) {
                    return crops.stream().map(c -> RegionContent.text(prefix + "text")).toList();
                  }
                });

    assertFound(contract::warmUp_beforeACall_changesNoAnswer, "after warmUp()");
  }

  @Test
  void threads_onlyTheFirstOneWorking_isFound() {
    RecognizerContract contract =
        contract(
            () ->
                new Sound() {
                  private Thread first;

                  @Override
                  public List<RegionContent> recognize(List<RegionCrop> crops) {
                    first = first == null ? Thread.currentThread() : first;
                    if (!first.equals(Thread.currentThread())) {
                      throw new IllegalStateException("confined to " + first);
                    }
                    return read(crops);
                  }
                });

    assertFound(contract::calls_fromOtherThreads_answerTheSame, "confined to");
  }

  @Test
  void threads_sharedScratch_isFound() {
    CountDownLatch bothInside = new CountDownLatch(2);
    RecognizerContract contract =
        contract(
            () ->
                new Sound() {
                  private final AtomicInteger inside = new AtomicInteger();
                  private volatile boolean isTorn;

                  @Override
                  public List<RegionContent> recognize(List<RegionCrop> crops)
                      throws InterruptedException {
                    if (!Thread.currentThread().getName().equals("contract-call")) {
                      return read(crops);
                    }
                    isTorn |= inside.incrementAndGet() > 1;
                    bothInside.countDown();
                    var unused = bothInside.await(10, TimeUnit.SECONDS);
                    inside.decrementAndGet();
                    return isTorn
                        ? crops.stream().map(c -> RegionContent.text("torn")).toList()
                        : read(crops);
                  }
                });

    assertFound(contract::calls_atTheSameTime_answerTheSame, "4 calls at a time");
  }

  @Test
  void interrupt_swallowedBefore_isFound() {
    RecognizerContract contract =
        contract(
            () ->
                crops -> {
                  var unused = Thread.interrupted();
                  return Sound.read(crops);
                });

    assertFound(contract::call_interruptedBefore_keepsTheInterrupt, "interrupt flag");
  }

  @Test
  void interrupt_turnedIntoAFailure_isFound() {
    RecognizerContract contract =
        contract(
            () ->
                crops -> {
                  if (Thread.interrupted()) {
                    throw new IllegalStateException("interrupted");
                  }
                  return Sound.read(crops);
                });

    assertFound(
        contract::call_interruptedBefore_keepsTheInterrupt, "an interrupt is not a failure");
  }

  @Test
  void interrupt_swallowedWithin_isFound() {
    RecognizerContract contract =
        contract(
            () ->
                crops -> {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    return Sound.read(crops);
                  }
                  return Sound.read(crops);
                });

    assertFound(contract::call_interruptedWithin_endsAndKeepsTheInterrupt, "interrupt flag");
  }

  @Test
  void interrupt_ignoredForLong_isFound() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean isDeaf = new AtomicBoolean();
    RecognizerContract contract =
        contract(
            () ->
                crops -> {
                  while (end.getCount() > 0) {
                    try {
                      end.await();
                    } catch (InterruptedException e) {
                      isDeaf.set(true);
                    }
                  }
                  return Sound.read(crops);
                },
            Duration.ofMillis(300));
    try {
      assertFound(contract::call_interruptedWithin_endsAndKeepsTheInterrupt, "did not end within");
      assertThat(isDeaf).isTrue();
    } finally {
      end.countDown();
    }
  }

  /** Can be closed once. */
  private static final class ClosingOnce extends Sound implements AutoCloseable {
    private boolean isClosed;

    @Override
    public void close() {
      if (isClosed) {
        throw new IllegalStateException("closed twice");
      }
      isClosed = true;
    }
  }

  @Test
  void close_failingTheSecondTime_isFound() {
    assertThatThrownBy(contract(ClosingOnce::new)::close_calledTwice_doesNothing)
        .hasMessage("closed twice");
  }

  @Test
  void instance_null_isFound() {
    assertFound(contract(() -> null)::traits_askedTwice_areEqual, "what create() returns");
  }

  @Test
  void estimatedCost_noPositiveNumber_isFound() {
    for (double cost : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      RecognizerContract contract =
          contract(
              () ->
                  new Sound() {
                    @Override
                    public double estimatedCost(RegionCrop crop) {
                      return cost;
                    }
                  });

      assertFound(contract::estimatedCost_everyCrop_isAboveZero, "estimated cost");
    }
  }
}
