package io.glyphflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphflow.testkit.check.ErrorRates;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class CharacterErrorsProperties {

  @Property
  void rate_ofAnyTwoTexts_isThatOfTheTestKit(
      @ForAll @StringLength(max = 12) @CharRange(from = 'a', to = 'd') @Chars({' ', '\n'})
          String truth,
      @ForAll @StringLength(max = 12) @CharRange(from = 'a', to = 'd') @Chars({' ', '\u00a0'})
          String read) {
    assertThat(CharacterErrors.rate(truth, read))
        .isEqualTo(ErrorRates.characterErrorRate(truth, read));
  }

  @Property
  void rate_ofAnyTwoStrings_isThatOfTheTestKit(
      @ForAll @StringLength(max = 9) String truth, @ForAll @StringLength(max = 9) String read) {
    assertThat(CharacterErrors.rate(truth, read))
        .isEqualTo(ErrorRates.characterErrorRate(truth, read));
  }
}
