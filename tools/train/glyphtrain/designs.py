"""Designs of pages: columns, tables and forms, text scattered over boxes and balloons, text on pictures, slides."""

from PIL import Image

from glyphtrain.dice import Dice
from glyphtrain.fonts import Faces
from glyphtrain.sheet import SIDE, Sheet, Style, photo
from glyphtrain.texts import Texts

DESIGNS = {"columns": 0.44, "table": 0.2, "scattered": 0.16, "on_picture": 0.14, "slide": 0.06}


class PageRenderer:
    """Composes clean pages; the same seeds give the same page. Not safe for use by several threads."""

    def __init__(self, texts=None, faces=None):
        self.texts = texts or Texts()
        self.faces = faces or Faces(is_held_out=False)

    def page(self, *seeds):
        """Pixels (RGB) and quads."""
        composer = _Composer(Dice("page", *seeds), self.texts, self.faces)
        return composer.compose()


class _Composer:
    def __init__(self, dice, texts, faces):
        self.dice, self.texts, self.faces = dice, texts, faces
        self.paper, self.ink = self._tones()
        self.sheet = None

    def compose(self):
        design = self.dice.weighted(DESIGNS)
        paper = Image.fromarray(photo(self.dice, SIDE, SIDE)) if design == "on_picture" else self.paper
        self.sheet = Sheet(paper)
        getattr(self, "_" + design)()
        self._distractors()
        return self.sheet.pixels(), self.sheet.quads

    def _tones(self):
        dice = self.dice
        if dice.chance(0.12):
            return tuple(dice.integer(0, 80) for _ in range(3)), tuple(dice.integer(180, 255) for _ in range(3))
        way = dice.random()
        grey = dice.integer(215, 250)
        paper = tuple(dice.integer(205, 255) for _ in range(3)) if way < 0.4 else (255,) * 3 if way < 0.76 else (grey,) * 3
        dark = dice.integer(0, 60)
        return paper, tuple(dice.integer(0, 90) for _ in range(3)) if dice.chance(0.3) else (dark,) * 3

    def _style(self, size, colour=None, spacing=0.0):
        return Style(self.faces.any_face(self.dice), size, colour or self.ink, spacing)

    def _words(self):
        """Words for a running text, for ever."""
        while True:
            kind = self.dice.weighted({"prose": 6, "western": 2, "extended": 2, "numbers": 0.5})
            yield from self.texts.draw(self.dice, kind, 90)[1].split()

    def _phrase(self, style, width, kind=None):
        """A text no wider than said."""
        words, kept = self.texts.draw(self.dice, kind)[1].split(), []
        for word in words:
            if style.width(" ".join(kept + [word])) > width:
                break
            kept.append(word)
        return " ".join(kept) or (words[0] if words and style.width(words[0]) <= width else "")

    def _heading(self, x, y, width, size):
        """One line, often in capitals, sometimes wide-set; answers the height used."""
        dice = self.dice
        spacing = dice.uniform(0.05, 0.6) * size if dice.chance(0.2) else 0.0
        style = self._style(size, spacing=spacing)
        text = self._phrase(style, width, "capitals" if dice.chance(0.4) else None)
        shift = (width - style.width(text)) / 2 if dice.chance(0.35) else 0
        self.sheet.write(x + max(0, shift), y, text, style)
        return style.size * 1.5

    def _paragraphs(self, x, y, right, bottom, size):
        """Lines down to the bottom: justified, ragged or centred, with indents, short last lines and a drop cap."""
        dice, sheet, style, words = self.dice, self.sheet, self._style(size), self._words()
        size, leading = style.size, style.size * (dice.uniform(1.02, 1.35) if dice.chance(0.8) else dice.uniform(1.35, 2))
        setting = dice.weighted({"centre": 0.1, "right": 0.05, "justify": 0.55, "left": 0.3})
        dropped = 2 if dice.chance(0.06) and right - x > size * 10 else 0
        if dropped:
            sheet.write(x, y - size * 0.3, dice.choice("ABCDEFGHIKLMNOPRSTW"), self._style(size * 2.6))
        starts, ends_early, space = True, False, style.width(" ")
        while y + size * 1.3 < bottom:
            indent = size * 2.4 if dropped else size * 1.5 if starts and dice.chance(0.5) else 0
            width = right - x - indent
            ends_early = dice.chance(0.12)
            if ends_early:
                width *= dice.uniform(0.15, 0.8)
            line, used = [], 0.0
            for word in words:
                used += style.width(word) + space * bool(line)
                if used > width:
                    break
                line.append(word)
            self._line(x + indent, y, width, line, style, "left" if ends_early else setting)
            starts, dropped = ends_early, max(0, dropped - 1)
            y += leading + (size * dice.uniform(0.3, 2) if dice.chance(0.05) else 0)
        return y

    def _line(self, x, y, width, line, style, setting):
        text = " ".join(line)
        left_over = width - style.width(text) if text else 0
        if setting == "justify" and len(line) > 1 and left_over / (len(line) - 1) < style.size * 0.9:
            self.sheet.write_justified(x, y, line, style, width)
        else:
            shift = {"centre": left_over / 2, "right": left_over}.get(setting, 0)
            self.sheet.write(x + shift, y, text, style)

    def _columns(self):
        dice, sheet = self.dice, self.sheet
        count, margin, gutter = dice.choice([1, 1, 2, 2, 3, 4]), dice.integer(-40, 90), dice.uniform(14, 60)
        size, y = int(dice.lognormal(24, 0.36, 9, 50)), dice.integer(-10, 90)
        if dice.chance(0.4):
            y += self._heading(margin, y, SIDE - 2 * margin, size * dice.uniform(1.5, 3.5))
        width = (SIDE - 2 * margin - gutter * (count - 1)) / count
        for column in range(count):
            x = margin + column * (width + gutter)
            self._column(x, y, width, size)
            if column and dice.chance(0.15):
                sheet.pen.line((x - gutter / 2, y, x - gutter / 2, SIDE), fill=self.ink, width=dice.integer(1, 3))

    def _column(self, x, y, width, size):
        dice, sheet = self.dice, self.sheet
        while y < SIDE - size * 1.5:
            way = dice.random()
            if way < 0.12:
                height = dice.uniform(60, 380)
                sheet.picture(dice, x, y, x + width, min(SIDE, y + height))
                y += height + size * dice.uniform(0.2, 1)
                if dice.chance(0.5):  # its caption, smaller
                    y = self._paragraphs(x, y, x + width, y + size * dice.uniform(1, 3), size * dice.uniform(0.65, 0.9)) + size
            elif way < 0.18:
                sheet.pen.line((x, y + 4, x + width, y + 4), fill=self.ink, width=dice.integer(1, 4))
                y += 14
            elif way < 0.3:
                y += self._heading(x, y, width, size * dice.uniform(1, 1.7))
            else:
                end = min(SIDE + 20, y + dice.uniform(80, 800))
                other = size if dice.chance(0.85) else int(dice.lognormal(22, 0.4, 9, 50))
                y = self._paragraphs(x, y, x + width, end, other) + size * dice.uniform(0.2, 1.5)

    def _table(self):
        """A table or a form: each cell's text is a line of its own."""
        dice, sheet = self.dice, self.sheet
        style = self._style(dice.lognormal(20, 0.34, 8, 40))
        size, y = style.size, dice.integer(0, 60)
        edges = [dice.integer(0, 50)]
        for _ in range(dice.integer(2, 8)):
            edges.append(edges[-1] + max(size * 3, (SIDE - 60) / 6 * dice.uniform(0.5, 1.6)))
        if dice.chance(0.5):
            y += self._heading(edges[0], y, SIDE - 80, size * 1.6)
        ruled, height = dice.random(), size * dice.uniform(1.25, 2.4)
        while y + height < SIDE:
            if dice.chance(0.12):
                shade = tuple(int(a * 0.85 + b * 0.15) for a, b in zip(self.paper, self.ink))
                sheet.pen.rectangle((edges[0], y, edges[-1], y + height), fill=shade)
            if ruled < 0.55:
                sheet.pen.line((edges[0], y, edges[-1], y), fill=self.ink, width=1 if size < 16 else 2)
            for left, right in zip(edges, edges[1:]):
                if ruled < 0.35:
                    sheet.pen.line((left, y, left, y + height), fill=self.ink, width=1)
                if dice.chance(0.82) and left < SIDE:
                    self._cell(left, y, right, height, style)
            y += height

    def _cell(self, left, y, right, height, style):
        dice, size = self.dice, style.size
        room = right - left - size * 0.7
        text = self._phrase(style, room * dice.uniform(0.3, 1), "numbers" if dice.chance(0.45) else None)
        x = left + size * 0.3 if dice.chance(0.6) else right - size * 0.35 - style.width(text)
        self.sheet.write(x, y + (height - size * 1.2) / 2, text, style)

    def _scattered(self):
        for _ in range(self.dice.integer(6, 30)):
            self._block(is_on_picture=False)

    def _on_picture(self):
        for _ in range(self.dice.integer(4, 24)):
            self._block(is_on_picture=True)

    def _block(self, is_on_picture):
        """One to five short lines in a box, a balloon, or nothing."""
        dice, sheet = self.dice, self.sheet
        size = dice.lognormal(26, 0.5, 10, 110)
        fill, colour, outline = self._balloon(is_on_picture)
        style = self._style(size, colour)
        lines = [self._phrase(style, dice.uniform(2, 16) * size) for _ in range(dice.choice([1, 1, 1, 2, 3, 4, 5]))]
        lines = [text for text in lines if text]
        if not lines:
            return
        width, height = max(style.width(text) for text in lines), len(lines) * size * 1.15
        x, y = dice.uniform(8, max(9, SIDE - width - 8)), dice.uniform(8, max(9, SIDE - height - 16))
        box = (x - size * 0.8, y - size * 0.6, x + width + size * 0.8, y + height + size * 0.7)
        around = (box[0] - width * 0.13, box[1] - height * 0.27, box[2] + width * 0.13, box[3] + height * 0.27)
        if not sheet.is_free(around):
            return
        if fill is not None:
            line = (0, 0, 0) if outline else None
            way = dice.random()
            if way < 0.45:
                sheet.pen.ellipse(around, fill=fill, outline=line, width=dice.integer(1, 4))
            elif way < 0.75:
                sheet.pen.rounded_rectangle(box, dice.integer(2, 24), fill=fill, outline=line)
            else:
                sheet.pen.rectangle(box, fill=fill, outline=line)
        centred = dice.chance(0.6)
        for i, text in enumerate(lines):
            sheet.write(x + (width - style.width(text)) / 2 * centred, y + i * size * 1.15, text, style)

    def _balloon(self, is_on_picture):
        """What is behind a block and the colour of its text; nothing behind it is None."""
        dice = self.dice
        if not is_on_picture and dice.chance(0.5):
            return None, self.ink, False
        if is_on_picture and dice.chance(0.2):
            return None, dice.choice([(255, 255, 255), (0, 0, 0), (255, 255, 0), (255, 0, 0)]), False
        if dice.chance(0.5):
            return (255, 255, 255), (0, 0, 0), dice.chance(0.6)
        fill = tuple(dice.integer(0, 255) for _ in range(3))
        levels = (0, 60) if sum(fill) > 381 else (200, 255)
        return fill, tuple(dice.integer(*levels) for _ in range(3)), dice.chance(0.5)

    def _slide(self):
        dice, size = self.dice, self.dice.uniform(28, 60)
        y = 60 + self._heading(60, 50, SIDE - 120, size * dice.uniform(1.2, 1.8))
        style = self._style(size)
        while y < SIDE - 2 * size:
            level = dice.integer(0, 2)
            text = dice.choice(["• ", "– ", ""]) + self._phrase(style, SIDE - 200 - level * 60)
            self.sheet.write(80 + level * 60, y, text, style)
            y += size * dice.uniform(1.3, 2.2)
        self.sheet.write(60, SIDE - 40, self._phrase(small := self._style(16), 500), small)

    def _distractors(self):
        """Barcodes, small pictures, rings where no text is."""
        dice, sheet = self.dice, self.sheet
        for _ in range(dice.choice([0, 0, 1, 2, 3])):
            x, y = dice.integer(0, SIDE), dice.integer(0, SIDE)
            if not sheet.is_free((x - 20, y - 20, x + 130, y + 100)):
                continue
            way = dice.random()
            if way < 0.3:
                for bar in range(dice.integer(10, 50)):
                    if dice.chance(0.6):
                        sheet.pen.rectangle((x + bar * 2, y, x + bar * 2 + dice.integer(0, 1), y + 40), fill=self.ink)
            elif way < 0.6:
                sheet.picture(dice, x, y, min(SIDE, x + dice.integer(20, 110)), min(SIDE, y + dice.integer(20, 80)))
            else:
                sheet.pen.ellipse((x, y, x + 40, y + 40), outline=self.ink, width=2)
