package io.glyphflow.examples.samples;

import io.glyphflow.core.document.RegionKind;
import io.glyphflow.testkit.page.Column;
import io.glyphflow.testkit.page.ComposedPage;
import io.glyphflow.testkit.page.PageComposer;
import io.glyphflow.testkit.page.TextStyle;
import io.glyphflow.testkit.page.TextStyle.Alignment;
import io.glyphflow.testkit.page.Typeface;
import java.io.IOException;
import java.util.List;

/** A clean letter: letter head, address, paragraphs, a short list. */
final class LetterSample {

  private static final double DPI = 300;

  private LetterSample() {}

  static Sample make() throws IOException {
    ComposedPage page = page();
    byte[] png = SampleFiles.png(SampleFiles.gray(page.picture()), DPI);
    return new Sample("letter.png", png, List.of(page));
  }

  private static ComposedPage page() {
    PageComposer page = PageComposer.a4(DPI);
    TextStyle body = TextStyle.of(Typeface.SERIF, 12).leading(17.5);
    Column head = page.column(72, 60, 451, 80);
    head.title("The Reading Room", TextStyle.of(Typeface.SERIF_BOLD, 24).centered());
    head.space(2);
    head.write(
        RegionKind.TEXT,
        "text",
        "Mill Lane 12, ground floor, open on weekdays from nine to five",
        TextStyle.of(Typeface.SERIF_ITALIC, 10.5).centered());
    page.rule(72, 116, 523, 116, 1.6);
    page.rule(72, 119, 523, 119, 0.5);

    Column column = page.column(72, 150, 451, 640);
    column.paragraph("To the members of the reading circle", body);
    column.space(10);
    column.paragraph("14 March 2026", body.aligned(Alignment.RIGHT));
    column.space(18);
    column.heading(
        "New lamps, and what to do with old paper", TextStyle.of(Typeface.SERIF_BOLD, 13));
    column.space(10);
    for (String paragraph : PARAGRAPHS) {
      column.paragraph(paragraph, body.justified());
      column.space(9);
    }
    column.list(List.of("1.", "2.", "3."), RULES, body);
    column.space(9);
    column.paragraph(CLOSING, body.justified());
    column.space(16);
    column.paragraph("With kind regards,", body);
    column.space(24);
    column.paragraph("The keeper of the reading room", TextStyle.of(Typeface.SERIF_ITALIC, 12));
    return page.finish();
  }

  private static final List<String> PARAGRAPHS =
      List.of(
          "Dear readers,",
          "The winter was dark and the old lamps made it darker still. From the first of April each of"
              + " our sixteen tables will have a lamp of its own, with a warm light that is kind to"
              + " tired eyes and to faded ink alike. We thank everybody who gave something, and above"
              + " all the lady who left an envelope on the counter and would not wait for a receipt.",
          "Some of you asked what will become of the loose sheets in the cellar. There are about 4,200"
              + " of them: letters, price lists, weather notes, and a good many pages that lost their"
              + " books long ago. They are too brittle to be handed around, so we have begun to copy"
              + " them, one by one, and to let a machine read what it can. What it cannot read, you"
              + " may. Nothing is quite so good at a smudged word as a curious person.",
          "If you would like to help, please keep three simple rules in mind:");

  private static final List<String> RULES =
      List.of(
          "Write down what stands there, not what ought to stand there.",
          "Leave every line where it is; the order of lines is half of their meaning.",
          "When in doubt, put a question mark and go on. Somebody else will know.");

  private static final String CLOSING =
      "Tea will be served at four, as always, at a safe distance from the paper. We look forward to"
          + " seeing you, and to finding out together what the cellar has to say.";
}
