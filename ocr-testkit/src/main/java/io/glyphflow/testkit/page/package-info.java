/**
 * Pages whose text and layout are known because they were made here: {@link
 * io.glyphflow.testkit.page.PageComposer} sets type and tells where every line went. It draws the
 * outlines of real fonts itself and asks Java for no font, so that it works, and draws the same, on
 * a machine without any font or font configuration.
 *
 * {@snippet :
 * PageComposer page = PageComposer.a4(300);
 * Column column = page.column(72, 72, page.width() - 144, page.height() - 144);
 * TextStyle body = TextStyle.of(Typeface.SERIF, 11);
 * column.title("On reading", TextStyle.of(Typeface.SERIF_BOLD, 20));
 * column.space(12);
 * column.paragraph(Prose.seeded(1).paragraph(5), body.justified());
 * ComposedPage made = page.finish();
 * }
 *
 * <p>Lengths are typographic points (1/72 inch) from the page's top left corner; the truth is in
 * pixels of the picture.
 */
package io.glyphflow.testkit.page;
