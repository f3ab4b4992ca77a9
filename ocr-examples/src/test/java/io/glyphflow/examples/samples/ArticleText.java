package io.glyphflow.examples.samples;

import java.util.List;

/** What the article says. */
final class ArticleText {

  static final List<String> SHAPE =
      List.of(
          "A page of print is read twice. First the eye takes in its shape: a title, two gray columns,"
              + " a picture, a line of small type at the foot. Only then does it read words. The first"
              + " reading takes less than a second, and nobody remembers it, but without it the second"
              + " would fail, for words in the wrong order are hardly words at all.",
          "Machines long skipped the first reading. They went from left to right across the whole"
              + " sheet and joined half a sentence of one column to half a sentence of the next. The"
              + " result was spelled without fault and made no sense.");

  static final List<String> WHITE_SPACE =
      List.of(
          "The order of a page is written in its white space. Between two columns runs a narrow white"
              + " lane, the gutter; between a heading and its text there is less white than above it;"
              + " and around a picture there is a frame of nothing. A printer measures this nothing"
              + " with care. Whoever wants to find the columns again has to measure it, too.");

  static final String VALLEYS =
      "Count the white in every row and column of the sheet and valleys appear, as in Figure 1. Cut"
          + " along the widest valley, then look at each half in the same way, and go on until no"
          + " valley is left that is wider than a line of text is high. What remains are the blocks,"
          + " and the order of the cuts is the order of reading.";

  static final String EXPERIMENT =
      "We tried this on 265 pages from our own cellar. Each page was first read aloud by a member of"
          + " the circle, so that we knew the true order, and was then cut by rule. Where the two"
          + " agreed from the first line to the last, the page was counted as right; a single line out"
          + " of place was enough to make it wrong. Nobody was told beforehand which pages were easy,"
          + " and the kettle was kept in the next room. Table 1 shows how many came out right.";

  static final String OUTCOME =
      "Letters are easy, since they have only one column. Two columns fail where the gutter is crossed"
          + " by a stain or a careless stamp. Newspapers are the hardest: their lanes are no wider than"
          + " the space between two words, and headlines bridge them at will.";

  static final List<String> REMAINS =
      List.of(
          "Rules of this kind are humble. They do not know what a caption is, or that a note at the"
              + " foot belongs to a star in the text. Yet they are quick, they need no examples, and"
              + " when they are wrong one can see why. For most pages that is enough, and for the"
              + " others it is a good place to begin.",
          "It helps to look at a page from afar. Hold it at arm's length, close one eye, and let the"
              + " words melt into gray. What is still to be seen then, the blocks and the lanes between"
              + " them, is all that the cutting needs. Everything else is spelling.",
          "The next issue will look at tables, where white space is not all there is, and where a thin"
              + " black line may say more than a hundred words.");

  static final List<String> THANKS =
      List.of(
          "Eleven members of the circle read aloud, and a twelfth made the tea. The keeper of the reading"
              + " room lent us 265 pages and counted them twice when they came back. Whatever is wrong"
              + " in the table is our fault; whatever is straight in the margins is the work of the"
              + " compositor, who set these columns by hand.");

  private ArticleText() {}
}
