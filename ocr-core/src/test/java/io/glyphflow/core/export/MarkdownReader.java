package io.glyphflow.core.export;

import java.util.List;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/** What somebody sees who reads Markdown with a real CommonMark reader. */
final class MarkdownReader {

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private MarkdownReader() {}

  static Node parse(String markdown) {
    return PARSER.parse(markdown);
  }

  /** The visible text, blocks on lines of their own; numbers of lists counted as a reader does. */
  static String text(String markdown) {
    StringBuilder text = new StringBuilder();
    parse(markdown).accept(new Visible(text));
    return text.toString().strip();
  }

  private static final class Visible extends AbstractVisitor {

    private final StringBuilder text;

    Visible(StringBuilder text) {
      this.text = text;
    }

    @Override
    protected void visitChildren(Node parent) {
      super.visitChildren(parent);
      if (parent instanceof org.commonmark.node.Block) {
        text.append('\n');
      }
    }

    @Override
    public void visit(Text node) {
      text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
      text.append("<code>").append(node.getLiteral()).append("</code>");
    }

    @Override
    public void visit(Link node) {
      text.append("<link ").append(node.getDestination()).append('>');
      visitChildren(node);
    }

    /** A caption is all emphasis; no other text has any. */
    @Override
    public void visit(Emphasis node) {
      boolean isCaption = node.getPrevious() == null && node.getNext() == null;
      text.append(isCaption && node.getParent() instanceof Paragraph ? "" : "<em>");
      visitChildren(node);
    }

    @Override
    public void visit(StrongEmphasis node) {
      text.append("<strong>");
      visitChildren(node);
    }

    @Override
    public void visit(SoftLineBreak node) {
      text.append('\n');
    }

    @Override
    public void visit(HardLineBreak node) {
      text.append("<br>\n");
    }

    @Override
    public void visit(ThematicBreak node) {
      text.append("<hr>\n");
    }

    @Override
    public void visit(HtmlInline node) {
      text.append("<inline html>");
    }

    @Override
    public void visit(HtmlBlock node) {
      String html = node.getLiteral();
      if (!html.startsWith("<!--")) {
        String words = html.replaceAll("</?(table|tr|td|th)( [a-z]+=\"\\d+\")*>", " ");
        text.append(
            words
                .replace("<br>", "\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&"));
        text.append('\n');
      } else if (!html.endsWith("-->") || html.indexOf("-->") != html.length() - 3) {
        text.append("<broken comment>").append(html);
      }
    }

    @Override
    public void visit(FencedCodeBlock node) {
      text.append(node.getLiteral()).append('\n');
    }

    @Override
    public void visit(IndentedCodeBlock node) {
      text.append("<indented>").append(node.getLiteral());
    }

    @Override
    public void visit(Image node) {
      text.append('\n');
    }

    @Override
    public void visit(BulletList node) {
      visitChildren(node);
    }

    @Override
    public void visit(OrderedList node) {
      int number = node.getMarkerStartNumber();
      for (Node item = node.getFirstChild(); item != null; item = item.getNext()) {
        text.append(number++).append(node.getMarkerDelimiter()).append(' ');
        visit((ListItem) item);
      }
    }

    @Override
    public void visit(CustomNode node) {
      visitChildren(node);
      if (node instanceof TableCell) {
        text.append('\n');
      }
    }
  }
}
