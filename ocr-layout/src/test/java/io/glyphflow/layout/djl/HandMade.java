package io.glyphflow.layout.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Predictors of DJL that need no engine. Thread-safe. */
final class HandMade {

  private final Answering answering;
  private final AtomicInteger open = new AtomicInteger();
  private final List<Integer> batches = new CopyOnWriteArrayList<>();

  HandMade(Answering answering) {
    this.answering = answering;
  }

  interface Answering {
    DetectedObjects answer(Image image) throws TranslateException;
  }

  int open() {
    return open.get();
  }

  List<Integer> batches() {
    return batches;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  Predictor<Image, DetectedObjects> predictor() {
    Model model =
        (Model)
            Proxy.newProxyInstance(
                Model.class.getClassLoader(),
                new Class<?>[] {Model.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getNDManager") ? PassthroughNDManager.INSTANCE : null);
    open.incrementAndGet();
    return new Hands(model, (Translator) new NoopTranslator());
  }

  private final class Hands extends Predictor<Image, DetectedObjects> {
    Hands(Model model, Translator<Image, DetectedObjects> translator) {
      super(model, translator, Device.cpu(), false);
    }

    @Override
    public DetectedObjects predict(Image input) throws TranslateException {
      batches.add(1);
      return answering.answer(input);
    }

    @Override
    public List<DetectedObjects> batchPredict(List<Image> inputs) throws TranslateException {
      batches.add(inputs.size());
      List<DetectedObjects> answers = new ArrayList<>();
      for (Image input : inputs) {
        answers.add(answering.answer(input));
      }
      return answers;
    }

    @Override
    public void close() {
      open.decrementAndGet();
      super.close();
    }
  }
}
