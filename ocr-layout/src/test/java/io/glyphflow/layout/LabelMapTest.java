package io.glyphflow.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.core.stage.PermanentOcrException;
import io.glyphflow.onnx.ModelInfo;
import io.glyphflow.onnx.ModelSource;
import io.glyphflow.onnx.OnnxSession;
import io.glyphflow.testkit.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelMapTest {

  @TempDir private Path folder;

  @Test
  void presets_knownModels_haveTheirClasses() {
    assertThat(LabelMap.ppDocLayoutV3().size()).isEqualTo(25);
    assertThat(LabelMap.ppDocLayoutV3().label(22)).isEqualTo("text");
    assertThat(LabelMap.ppDocLayoutV3().label(17)).isEqualTo("paragraph_title");
    assertThat(LabelMap.ppDocLayoutPlus().size()).isEqualTo(20);
    assertThat(LabelMap.ppDocLayoutPlus().label(6)).isEqualTo("figure_table_chart_title");
    assertThat(LabelMap.ppDocLayout().size()).isEqualTo(23);
    assertThat(LabelMap.ppDocLayout().label(22)).isEqualTo("aside_text");
    assertThat(LabelMap.docStructBench().size()).isEqualTo(10);
    assertThat(LabelMap.docStructBench().label(8)).isEqualTo("isolate_formula");
    assertThat(LabelMap.docLayNet().size()).isEqualTo(11);
    assertThat(LabelMap.pubLayNet().size()).isEqualTo(5);
    assertThat(LabelMap.d4la().size()).isEqualTo(27);
    assertThat(LabelMap.coco().size()).isEqualTo(80);
    assertThat(LabelMap.coco().label(16)).isEqualTo("dog");
    assertThat(LabelMap.coco().label(79)).isEqualTo("toothbrush");
  }

  @Test
  void kinds_byLabel_areThoseOfKnownModels() {
    LabelMap map =
        LabelMap.of(
            "Page-header",
            "plain text",
            "isolate_formula",
            "seal",
            "wired_table",
            "abandon",
            "dog",
            "something else");
    assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7))
        .extracting(map::kind)
        .containsExactly(
            RegionKind.FURNITURE,
            RegionKind.TEXT,
            RegionKind.FORMULA,
            RegionKind.FIGURE,
            RegionKind.TABLE,
            RegionKind.FURNITURE,
            RegionKind.FIGURE,
            RegionKind.TEXT);
  }

  @Test
  void named_pairs_areTaken() {
    LabelMap map = LabelMap.named("title", RegionKind.TEXT, "table", RegionKind.FIGURE);
    assertThat(map.labels()).containsExactly("title", "table");
    assertThat(map.kind(1)).isEqualTo(RegionKind.FIGURE);
    assertThat(map).isEqualTo(map(map)).hasSameHashCodeAs(map(map));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelMap.named("title", RegionKind.TEXT, "table"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelMap.named("title", RegionKind.TEXT, RegionKind.TABLE, "table"));
  }

  private static LabelMap map(LabelMap of) {
    return LabelMap.named(of.label(0), of.kind(0), of.label(1), of.kind(1));
  }

  @Test
  void of_nothing_throws() {
    assertThatIllegalArgumentException().isThrownBy(LabelMap::of);
    assertThatIllegalArgumentException().isThrownBy(() -> LabelMap.of(List.of()));
  }

  @Test
  void read_linesWithKinds_areTaken() throws IOException {
    LabelMap map = LabelMap.read(file("\ufefftitle\r\ntable\tfigure\r\nnote\tFURNITURE\n\n \n"));
    assertThat(map.labels()).containsExactly("title", "table", "note");
    assertThat(map.kind(0)).isEqualTo(RegionKind.TEXT);
    assertThat(map.kind(1)).isEqualTo(RegionKind.FIGURE);
    assertThat(map.kind(2)).isEqualTo(RegionKind.FURNITURE);
  }

  @Test
  void read_badLines_areSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelMap.read(file("title\n\ntable\n")))
        .withMessageContaining("line 2")
        .withMessageContaining("labels.txt");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelMap.read(file("title\ttitle\n")))
        .withMessageContaining("line 1")
        .withMessageContaining("TABLE");
    assertThatIllegalArgumentException().isThrownBy(() -> LabelMap.read(file("\n")));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> LabelMap.read(folder.resolve("none")));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("labels.txt"), text);
  }

  @Test
  void from_metadata_isRead() {
    assertThat(labels("character", "abstract\nalgorithm\n"))
        .containsExactly("abstract", "algorithm");
    assertThat(labels("names", "{0: 'title', 1: \"author's note\", 2: 'it\\'s'}"))
        .containsExactly("title", "author's note", "it's");
    assertThat(labels("names", "{1: 'b', 0: 'a'}")).containsExactly("a", "b");
    assertThat(labels("names", "{\"0\": \"a\", \"1\": \"b\"}")).containsExactly("a", "b");
    assertThat(labels("names", "['a', 'b']")).containsExactly("a", "b");
    assertThat(LabelMap.from(model("author", "nobody"))).isEmpty();
  }

  @Test
  void from_brokenMetadata_isSaid() {
    for (String names :
        List.of(
            "",
            "{",
            "{0: 'a'",
            "{0 'a'}",
            "{0: a}",
            "{1: 'a'}",
            "{0: 'a'} x",
            "['a'",
            "{'",
            "{9999999999: 'a'}",
            "[]",
            "{0: 'a\\")) {
      assertThatExceptionOfType(PermanentOcrException.class)
          .as(names)
          .isThrownBy(() -> LabelMap.from(model("names", names)))
          .withMessageContaining("labels in its metadata");
    }
  }

  private static List<String> labels(String key, String value) {
    return LabelMap.from(model(key, value)).orElseThrow().labels();
  }

  private static ModelInfo model(String key, String value) {
    byte[] graph =
        new OnnxGraph()
            .input("x", OnnxGraph.Type.FLOAT, 1)
            .output("y", OnnxGraph.Type.FLOAT, 1)
            .node("Identity", List.of("x"), List.of("y"))
            .metadata(key, value)
            .toBytes();
    try (OnnxSession session = OnnxSession.open(ModelSource.of("m", ByteBuffer.wrap(graph)))) {
      return session.model();
    }
  }
}
