package io.glyphflow.testkit.page;

import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * English sentences about paper, ink and reading, put together by chance from phrases that were
 * written for this: grammatical, various, with commas, numbers, quotes and dashes where they
 * belong, and without any claim to be true. The same seed gives the same text. Not thread-safe.
 */
public final class Prose {

  private static final List<String> PEOPLE =
      List.of(
          "the printer",
          "an archivist",
          "the young clerk",
          "our librarian",
          "the bookbinder",
          "every reader",
          "a patient editor",
          "the night watchman",
          "the surveyor",
          "a teacher",
          "the paper maker",
          "no visitor",
          "the old typesetter",
          "the harbour master",
          "a student",
          "the court reporter",
          "the gardener",
          "one of the copyists",
          "the secretary",
          "a collector");

  private static final List<String> THINGS =
      List.of(
          "the ledger",
          "a torn page",
          "the second column",
          "an unsigned letter",
          "the map",
          "a bundle of receipts",
          "the almanac",
          "the title page",
          "a narrow margin",
          "the index",
          "the last chapter",
          "a printed form",
          "the town register",
          "a sheet of blotting paper",
          "the catalogue",
          "an inventory of tools",
          "the weather diary",
          "a folded programme",
          "the caption",
          "a box of negatives",
          "the proof sheet",
          "the opening paragraph");

  private static final List<String> VERBS =
      List.of(
          "copied",
          "folded",
          "measured",
          "found",
          "described",
          "numbered",
          "set aside",
          "corrected",
          "read",
          "compared",
          "carried away",
          "dated",
          "restored",
          "trimmed",
          "sketched",
          "filed",
          "forgot",
          "examined",
          "wrapped",
          "marked",
          "returned",
          "traced",
          "weighed",
          "collected");

  private static final List<String> PLACES =
      List.of(
          "in the reading room",
          "under the lamp",
          "near the window",
          "behind the counter",
          "at the end of the corridor",
          "on a long oak table",
          "beside the press",
          "in the cellar",
          "between two heavy boards",
          "above the workshop",
          "across the square",
          "in a tin box",
          "on the third shelf",
          "at the edge of the village",
          "within reach of the door");

  private static final List<String> TIMES =
      List.of(
          "before breakfast",
          "on a wet Tuesday",
          "in the spring of 1911",
          "after the market closed",
          "every second evening",
          "without any hurry",
          "for the first time",
          "late in October",
          "during the long strike",
          "at half past nine",
          "when the bell rang",
          "once a year",
          "while the ink was still wet",
          "as soon as the mail arrived",
          "through most of the winter");

  private static final List<String> QUALITIES =
      List.of(
          "paler than the rest",
          "worth a closer look",
          "too faint to read",
          "carefully ruled",
          "written in a quick hand",
          "printed on both sides",
          "older than anyone thought",
          "almost perfectly straight",
          "stained at one corner",
          "as thin as onion skin",
          "hardly damaged",
          "larger than a playing card",
          "full of small corrections");

  private static final List<String> REMARKS =
      List.of(
          "nobody objected",
          "the difference was small",
          "the paper had grown brittle",
          "it took most of the morning",
          "the dust settled slowly",
          "a second copy survived",
          "the numbers did not agree",
          "the glue had held",
          "only a few words were lost",
          "the rest was easy",
          "the wind rattled the shutters",
          "there was tea afterwards",
          "the light was good",
          "a careful hand had been at work",
          "the order of the pages mattered");

  private static final List<String> SAYINGS =
      List.of(
          "Leave the margins alone",
          "Read it once more",
          "A good line needs no ornament",
          "Never trust a clean copy",
          "We shall need more light",
          "Begin with the smallest type",
          "Paper remembers everything",
          "Put the date on it",
          "The columns come first");

  private static final List<String> OPENERS =
      List.of(
          "However",
          "In the end",
          "By contrast",
          "To be exact",
          "For that reason",
          "As a rule",
          "On closer inspection",
          "Meanwhile",
          "Even so",
          "From then on",
          "Now and then");

  private static final List<String> TITLE_HEADS =
      List.of(
          "Notes on",
          "A Short History of",
          "The Care of",
          "Reading",
          "Measuring",
          "The Shape of",
          "In Praise of",
          "Questions about",
          "The Quiet Work of",
          "Finding");

  private static final List<String> TITLE_TAILS =
      List.of(
          "Old Paper",
          "Narrow Columns",
          "Faded Ink",
          "Loose Pages",
          "Small Type",
          "Public Records",
          "the Printed Line",
          "Torn Letters",
          "the Margin",
          "Honest Tables",
          "Winter Almanacs");

  private final SplittableRandom random;

  private Prose(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Starts a text.
   *
   * @param seed says which one
   * @return the source of its sentences
   */
  public static Prose seeded(long seed) {
    return new Prose(seed);
  }

  /**
   * Makes up a title of three to six words.
   *
   * @return the title, without a full stop
   */
  public String title() {
    return pick(TITLE_HEADS) + " " + pick(TITLE_TAILS);
  }

  /**
   * Makes up a sentence of some 6 to 30 words.
   *
   * @return the sentence with its full stop
   */
  public String sentence() {
    String text =
        switch (random.nextInt(10)) {
          case 0 -> pick(OPENERS) + ", " + clause() + ".";
          case 1 -> clause() + ", and " + pick(REMARKS) + ".";
          case 2 -> pick(TIMES) + " " + clause() + "; " + pick(REMARKS) + ".";
          case 3 -> pick(THINGS) + " was " + pick(QUALITIES) + ", but " + pick(REMARKS) + ".";
          case 4 ->
              "\u201c" + pick(SAYINGS) + ",\u201d said " + pick(PEOPLE) + " " + pick(TIMES) + ".";
          case 5 ->
              "of "
                  + number(12, 96)
                  + " sheets only "
                  + number(2, 11)
                  + " were "
                  + pick(QUALITIES)
                  + ".";
          case 6 ->
              pick(PLACES)
                  + " lay "
                  + pick(THINGS)
                  + ", "
                  + pick(QUALITIES)
                  + ", and "
                  + pick(THINGS)
                  + ".";
          case 7 -> "whenever " + clause() + ", " + pick(REMARKS) + ".";
          case 8 -> clause() + " " + pick(PLACES) + " (" + pick(REMARKS) + ").";
          default -> clause() + " " + pick(TIMES) + ".";
        };
    return capitalized(text);
  }

  /**
   * Makes up a paragraph.
   *
   * @param sentences how many, 1 or more
   * @return the sentences, a space between them
   */
  public String paragraph(int sentences) {
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < sentences; i++) {
      text.add(sentence());
    }
    return text.toString();
  }

  /**
   * Makes up an item of a list or a caption, some 4 to 10 words.
   *
   * @return the words, without a full stop
   */
  public String phrase() {
    return capitalized(pick(THINGS) + " " + pick(PLACES));
  }

  private String clause() {
    return pick(PEOPLE) + " " + pick(VERBS) + " " + pick(THINGS) + place();
  }

  private String place() {
    return random.nextInt(3) == 0 ? " " + pick(PLACES) : "";
  }

  private int number(int from, int to) {
    return random.nextInt(from, to);
  }

  private String pick(List<String> phrases) {
    return phrases.get(random.nextInt(phrases.size()));
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
