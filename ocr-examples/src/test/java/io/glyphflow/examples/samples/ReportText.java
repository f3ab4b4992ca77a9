package io.glyphflow.examples.samples;

import java.util.List;

/** What the report says. */
final class ReportText {

  static final List<String> SUMMARY =
      List.of(
          "One year ago the cellar of the reading room was opened, aired and swept. Since then 4,218"
              + " loose sheets have been copied, and 3,906 of them have been read, by machine first"
              + " and by a person afterwards. The remaining 312 sheets are too dark, too torn or too"
              + " wet; they wait for better weather and better lamps.",
          "Of every hundred words the machine read ninety-eight as they stand. Most of the others were"
              + " names of places, which nobody can guess, and numbers, which nobody should.");

  static final String COUNTS =
      "The table lists what was read in the three months of summer, when the cellar was dry and the days"
          + " were long. A sheet with text on both sides counts as one. Price lists were"
          + " counted as tables even where no line was drawn, since their order is that of a table.";

  static final List<List<String>> TABLE =
      List.of(
          List.of("Kind of sheet", "June", "July", "August", "Sum"),
          List.of("Letters", "410", "388", "512", "1310"),
          List.of("Price lists", "96", "120", "87", "303"),
          List.of("Weather notes", "365", "365", "366", "1096"),
          List.of("Recipes", "44", "31", "58", "133"),
          List.of("Unknown", "12", "9", "17", "38"));

  static final String COSTS =
      "Lamps cost 640.50, paper and folders 212.75, and tea 88.20. There was no other expense, as all"
          + " work was done by members in the evening.";

  static final List<String> FINDINGS =
      List.of(
          "The oldest sheet is a list of seeds. It names eleven kinds of beans and gives for each the"
              + " day on which it was put into the ground. Somebody has added in pencil which of them"
              + " came up.",
          "The longest run of sheets are the weather notes, one for each day of three years. They were"
              + " kept by the same hand, morning and evening, without a gap. The last note says only"
              + " that the wind has turned.",
          "Among the letters there is one that was never sent. It asks for the return of a book, at"
              + " first politely, then less so, and ends in the middle of a word. The book it speaks"
              + " of stands on our shelves to this day.",
          "Not all that looks like a letter is one. A bundle of nineteen sheets turned out to be a"
              + " play in two acts, written on the backs of invoices. We have read it with great"
              + " pleasure and hope to perform it in the spring.",
          "The price lists are dull to read and good to have. From them one can tell what a loaf of"
              + " bread cost in every month of forty years, and that the price of ink rose only"
              + " once.",
          "Recipes were the favourites of all helpers. The walnut cake on sheet 2,071 has been tried"
              + " four times now. It needs less sugar than the sheet says, and more walnuts.",
          "Thirty-eight sheets we could not place at all. One of them shows nothing but a row of"
              + " small circles, each a little larger than the one before. If you know what it means,"
              + " please tell us.");

  static final List<String> APPENDIX =
      List.of(
          "Sheet 3,115. Typed on thin paper, folded twice, without date or name.",
          "Dear neighbour, your hens were in our garden again this morning. They have eaten the young"
              + " lettuce and most of the peas, and one of them has laid an egg under the currants."
              + " I send it back with this note, as it is yours by right.",
          "If you should ever wish to sell the brown one, I would gladly have her. She is the only one"
              + " of them that leaves the flowers alone.",
          "As to the apples, take what hangs over your side and leave what hangs over ours, as our"
              + " fathers did. The ladder is behind the shed. Two rungs are weak, the fourth and the"
              + " seventh, counted from below.",
          "The fence will be mended on Saturday. Bring nails.");

  private ReportText() {}
}
