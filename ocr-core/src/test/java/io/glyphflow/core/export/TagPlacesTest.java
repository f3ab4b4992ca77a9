package io.glyphflow.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.core.geometry.BoundingBox;
import io.glyphflow.core.geometry.Size;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagPlacesTest {

  private static final Size PAGE = new Size(1000, 800);

  private static BoundingBox first(BoundingBox... boxes) {
    TagPlaces.Place place = places(boxes).next(boxes[0], 100, 20);
    assertThat(place.isOver()).isFalse();
    return place.box();
  }

  private static TagPlaces places(BoundingBox... boxes) {
    return new TagPlaces(PAGE, 2, List.of(boxes), List.of(boxes));
  }

  @Test
  void next_freeBox_isAbove() {
    assertThat(first(BoundingBox.of(200, 300, 600, 500)))
        .isEqualTo(BoundingBox.ofSize(198, 278, 100, 20));
  }

  @Test
  void next_neighborsAround_isWhereTheyAreNot() {
    BoundingBox box = BoundingBox.of(200, 300, 600, 500);
    BoundingBox above = BoundingBox.of(100, 100, 900, 295);
    BoundingBox before = BoundingBox.of(100, 295, 195, 500);
    BoundingBox behind = BoundingBox.of(605, 295, 900, 500);
    assertThat(first(box, above)).isEqualTo(BoundingBox.ofSize(98, 300, 100, 20));
    assertThat(first(box, above, before)).isEqualTo(BoundingBox.ofSize(602, 300, 100, 20));
    assertThat(first(box, above, before, behind)).isEqualTo(BoundingBox.ofSize(198, 502, 100, 20));
  }

  @Test
  void next_pageEdge_isNotCrossedOntoTheBox() {
    BoundingBox box = BoundingBox.of(50, 300, 960, 500);
    BoundingBox above = BoundingBox.of(0, 100, 1000, 295);
    assertThat(first(box, above)).isEqualTo(BoundingBox.ofSize(48, 502, 100, 20));
  }

  @Test
  void next_everythingTaken_isInTheOwnUpperRightCorner() {
    BoundingBox box = BoundingBox.of(50, 300, 960, 500);
    BoundingBox above = BoundingBox.of(0, 100, 1000, 295);
    BoundingBox below = BoundingBox.of(0, 505, 1000, 700);
    TagPlaces.Place place = places(box, above, below).next(box, 100, 20);
    assertThat(place.isOver()).isTrue();
    assertThat(place.box()).isEqualTo(BoundingBox.ofSize(858, 302, 100, 20));
  }

  @Test
  void next_textInAFigure_standsOnThePictureButNotOnOtherText() {
    BoundingBox figure = BoundingBox.of(0, 0, 1000, 800);
    BoundingBox text = BoundingBox.of(400, 300, 600, 400);
    BoundingBox other = BoundingBox.of(400, 200, 600, 295);
    TagPlaces places = new TagPlaces(PAGE, 2, List.of(figure, text, other), List.of(text, other));
    assertThat(places.next(text, 100, 20))
        .isEqualTo(new TagPlaces.Place(BoundingBox.ofSize(298, 300, 100, 20), false));
  }

  @Test
  void next_manyAtOnePlace_hideNoneOfTheOthers() {
    List<BoundingBox> same = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      same.add(BoundingBox.of(500, 400, 520, 410));
    }
    TagPlaces places = new TagPlaces(PAGE, 2, same, same);
    List<BoundingBox> taken = new ArrayList<>();
    for (BoundingBox box : same) {
      BoundingBox place = places.next(box, 100, 20).box();
      assertThat(taken).noneMatch(other -> other.intersection(place).isPresent());
      assertThat(place.clamp(PAGE)).contains(place);
      taken.add(place);
    }
  }
}
