package io.glyphflow.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOptionsTest {

  @Test
  void defaults_areAsSaid() {
    assertThat(ReadOptions.defaults())
        .isEqualTo(new ReadOptions(300, 10_000, PageRange.all(), Optional.empty()));
  }

  @Test
  void with_eachOption_changesOnlyThat() {
    PageRange range = PageRange.parse("2");
    ReadOptions options =
        ReadOptions.defaults()
            .withDpi(150)
            .withMaxSide(2_000)
            .withPages(range)
            .withPassword("secret");

    assertThat(options).isEqualTo(new ReadOptions(150, 2_000, range, Optional.of("secret")));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.99, -1, 4_800.5, Double.NaN, Double.POSITIVE_INFINITY})
  void dpi_outOfRange_isRefused(double dpi) {
    assertThatThrownBy(() -> ReadOptions.defaults().withDpi(dpi))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dpi: " + dpi + ", must be within 1..4800");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 72, 4_800})
  void dpi_inRange_isTaken(double dpi) {
    assertThat(ReadOptions.defaults().withDpi(dpi).dpi()).isEqualTo(dpi);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_501})
  void maxSide_outOfRange_isRefused(int side) {
    assertThatThrownBy(() -> ReadOptions.defaults().withMaxSide(side))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxSide: " + side + ", must be within 1..65500");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65_500})
  void maxSide_inRange_isTaken(int side) {
    assertThat(ReadOptions.defaults().withMaxSide(side).maxSide()).isEqualTo(side);
  }

  @Test
  void toString_withAPassword_keepsItSecret() {
    assertThat(ReadOptions.defaults().withPassword("tops3cret").toString())
        .doesNotContain("tops3cret")
        .contains("password=***", "dpi=300.0", "pages=1-");
    assertThat(ReadOptions.defaults()).asString().contains("password=none");
  }
}
