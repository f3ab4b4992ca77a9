"""Draws lines of text as masks of ink: clean, at their own size, cropped to the ink.

A mask is kept and looks different at each visit (degrade.py); drawing it is what costs.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from glyphtrain import charset
from glyphtrain.dice import Dice

SIZES = (9, 72)
WIDEST = 4000


@dataclass(frozen=True)
class Line:
    """Ink (0..255) of one line, the text that it says, the kind of text, and the size of the type in pixels."""

    ink: np.ndarray
    text: str
    kind: str
    size: int


@lru_cache(maxsize=600)
def font_of(path, size, is_raqm):
    engine = ImageFont.Layout.RAQM if is_raqm else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, layout_engine=engine)


class LineRenderer:
    """Draws lines in faces chosen by the dice. Not safe for use by several threads."""

    def __init__(self, texts, faces):
        self.texts = texts
        self.faces = faces

    def lines(self, count, *seeds):
        """Exactly so many lines; the same seeds give the same lines."""
        dice, made = Dice("lines", *seeds), []
        while len(made) < count:
            # Opening a face costs as much as drawing three lines in it: several lines are set in each.
            made += self._set(dice, dice.integer(2, 6))
        return made[:count]

    def _set(self, dice, count):
        drafts = [self.texts.draw(dice) for _ in range(count)]
        face = self.faces.face_for("".join(text for _, text in drafts), dice)
        if face is None:
            drafts = drafts[:1]
            face = self.faces.face_for(drafts[0][1], dice)
            if face is None:
                return []
        size = int(dice.lognormal(30, 0.42, *SIZES))
        font = font_of(face.path, size, dice.chance(0.6))
        is_bilevel = size < 26 and dice.chance(0.1)
        made = []
        for kind, text in drafts:
            if face.is_caps_only:
                text = charset.clean(text.upper())
            if not text:
                continue
            spacing, kind = self._spacing(dice, kind, text, size)
            jitter = size * dice.uniform(0.01, 0.05) if face.is_fixed and dice.chance(0.15) else 0
            ink = self._draw(dice, text, face, font, spacing, jitter, is_bilevel)
            if ink is not None and ink.shape[1] * 32 / ink.shape[0] >= 4 * charset.frames_needed(text) * 0.8:
                made.append(Line(ink, text, kind, size))
        return made

    @staticmethod
    def _spacing(dice, kind, text, size):
        """Extra pixels between letters, and the kind: letter-spaced text is counted as 'spaced'."""
        way = dice.random()
        if way < (0.5 if kind == "capitals" else 0.08) and len(text) < 36:
            widest = 0.9 if len(text) < 16 else 0.45
            share = dice.uniform(0.05, widest)
            return share * size, "spaced" if share > 0.15 else kind
        if way > 0.96:
            return -dice.uniform(0.01, 0.05) * size, kind
        return 0, kind

    def _draw(self, dice, text, face, font, spacing, jitter, is_bilevel):
        size = font.size
        width = int(len(text) * (size * 1.25 + max(0, spacing) * 1.6)) + 3 * size
        canvas = Image.new("L", (min(width, WIDEST), int(size * 3)))
        pen = ImageDraw.Draw(canvas)
        pen.fontmode = "1" if is_bilevel else "L"
        if spacing or jitter:
            self._letters(dice, pen, text, face, font, spacing, jitter)
        elif face.draws(text):
            pen.text((size, size * 2), text, 255, font=font, anchor="ls")
        else:
            self._runs(dice, pen, text, face, font)
        return crop_to_ink(np.asarray(canvas))

    def _letters(self, dice, pen, text, face, font, spacing, jitter):
        x, y = float(font.size), font.size * 2
        for c in text:
            drawn = self._font_for(dice, c, face, font)
            if drawn is None:
                continue
            shift = dice.gauss(0, jitter) if jitter else 0
            pen.text((x, y + shift), c, 255, font=drawn, anchor="ls")
            # The gap between words grows with the gap between letters, or no reader could tell them apart.
            x += drawn.getlength(c) + spacing * (1.6 if c == " " and spacing > 0 else 1)

    def _runs(self, dice, pen, text, face, font):
        """Sets the text in its face, and the symbols that the face lacks in a face that has them."""
        x, run = float(font.size), ""
        for c in text + "\0":
            if c != "\0" and face.draws(c):
                run += c
                continue
            if run:
                pen.text((x, font.size * 2), run, 255, font=font, anchor="ls")
                x += font.getlength(run)
                run = ""
            if c != "\0":
                lent = self._font_for(dice, c, face, font)
                if lent is not None:
                    pen.text((x, font.size * 2), c, 255, font=lent, anchor="ls")
                    x += lent.getlength(c)

    def _font_for(self, dice, c, face, font):
        if face.draws(c):
            return font
        lender = self.faces.lender(c, dice)
        return None if lender is None else font_of(lender.path, font.size, False)


def crop_to_ink(canvas):
    """The part of a canvas that has ink, or None if there is none or if it was cut off by the canvas."""
    rows, columns = np.flatnonzero(canvas.max(1) > 60), np.flatnonzero(canvas.max(0) > 60)
    if len(rows) < 2 or len(columns) < 1:
        return None
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    if right >= canvas.shape[1] or bottom >= canvas.shape[0] or top <= 0 or left <= 0:
        return None
    return canvas[top:bottom, left:right].copy()
