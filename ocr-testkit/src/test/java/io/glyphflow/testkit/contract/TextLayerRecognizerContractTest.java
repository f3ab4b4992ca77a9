package io.glyphflow.testkit.contract;

import io.glyphflow.core.document.TextLayer;
import io.glyphflow.core.document.TextLine;
import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.source.TextLayerRecognizer;
import io.glyphflow.core.stage.Recognizer;
import io.glyphflow.core.stage.RegionCrop;
import io.glyphflow.testkit.fake.FakeRecognizer;
import java.util.ArrayList;
import java.util.List;

/** Every other crop has text of its own, the rest is for the fallback. */
class TextLayerRecognizerContractTest extends RecognizerContract {

  @Override
  protected Recognizer create() {
    return TextLayerRecognizer.orElse(FakeRecognizer.create());
  }

  @Override
  protected List<RegionCrop> sampleCrops() {
    List<RegionCrop> crops = new ArrayList<>();
    for (RegionCrop crop : super.sampleCrops()) {
      BoundingBox box = crop.region().box();
      TextLayer layer =
          crops.size() % 2 == 0
              ? () -> List.of(new TextLine("line " + crop.pageId(), box, 1, List.of()))
              : TextLayer.none();
      crops.add(new RegionCrop(crop.pageId(), crop.region(), crop.image(), layer));
    }
    return crops;
  }
}
