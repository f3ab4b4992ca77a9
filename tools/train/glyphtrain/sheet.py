"""A clean page that is being composed: its picture, and the quadrilateral of every line put on it."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from glyphtrain import charset
from glyphtrain.glyphs import font_of

SIDE = 1120


class Style:
    """A face at a size and in a colour, with extra pixels between letters."""

    def __init__(self, face, size, colour, spacing=0.0):
        self.face, self.size, self.colour, self.spacing = face, max(7, int(size)), colour, spacing
        self.font = font_of(face.path, self.size, False)
        self._widths = {}

    def width(self, text):
        if text not in self._widths:
            self._widths[text] = self.font.getlength(text) + self.spacing * len(text)
        return self._widths[text]

    def able(self, text):
        """The text as this face can set it: its case, without characters that it lacks."""
        text = charset.clean(text.upper()) if self.face.is_caps_only else text
        return text if self.face.draws(text) else "".join(c for c in text if self.face.draws(c))


class Sheet:
    """Coordinates are pixels of a square page; text beyond its edge is cut, and its quad with it."""

    def __init__(self, paper, side=SIDE):
        self.side, self.paper = side, paper
        self.image = paper if isinstance(paper, Image.Image) else Image.new("RGB", (side, side), paper)
        self.pen = ImageDraw.Draw(self.image)
        self.quads = []

    def write(self, x, y, text, style):
        """One line of text, its top left at (x, y); answers its width."""
        text = style.able(text).strip()
        if not text:
            return 0.0
        box = self._letters(x, y, text, style) if style.spacing else self._text(x, y, text, style)
        self._add(box, style.size)
        return style.width(text)

    def write_justified(self, x, y, words, style, width):
        """Words spread over a width, as one line."""
        words = [w for w in map(style.able, words) if w]
        if not words:
            return
        gap = (width - sum(style.width(w) for w in words)) / max(1, len(words) - 1)
        boxes = []
        for word in words:
            boxes.append(self._text(x, y, word, style))
            x += style.width(word) + gap
        boxes = np.array(boxes)
        self._add((*boxes[:, :2].min(0), *boxes[:, 2:].max(0)), style.size)

    def _text(self, x, y, text, style):
        self.pen.text((x, y), text, style.colour, font=style.font)
        left, top, right, bottom = style.font.getbbox(text)
        return x + left, y + top, x + right, y + bottom

    def _letters(self, x, y, text, style):
        boxes = []
        for c in text:
            if c != " ":
                boxes.append(self._text(x, y, c, style))
            x += style.font.getlength(c) + style.spacing * (1.6 if c == " " else 1)
        boxes = np.array(boxes)
        return (*boxes[:, :2].min(0), *boxes[:, 2:].max(0))

    def _add(self, box, size):
        left, top, right, bottom = box
        left, right = max(0, left), min(self.side, right)
        # A dash or a row of dots is not flatter than half a letter, as for the recognizer.
        if bottom - top < size * 0.45:
            middle = (top + bottom) / 2
            top, bottom = middle - size * 0.225, middle + size * 0.225
        top, bottom = max(0, top), min(self.side, bottom)
        if right - left >= 3 and bottom - top >= 0.5 * size * 0.45:
            self.quads.append([[left, top], [right, top], [right, bottom], [left, bottom]])

    def picture(self, dice, left, top, right, bottom):
        width, height = int(right - left), int(bottom - top)
        if width > 16 and height > 16:
            self.image.paste(Image.fromarray(photo(dice, height, width)), (int(left), int(top)))

    def is_free(self, box):
        left, top, right, bottom = box
        return not any(q[0][0] < right and left < q[2][0] and q[0][1] < bottom and top < q[2][1] for q in self.quads)

    def pixels(self):
        return np.asarray(self.image).copy()


def photo(dice, height, width):
    """What is no text: noise of several scales, polygons, ellipses, lines, halftone."""
    ground = np.zeros((height, width, 3), np.float32)
    for grain in (64, 32, 16, 8, 4, 2):
        if dice.chance(0.8):
            coarse = dice.normal((height // grain + 2, width // grain + 2, 3), grain**0.6)
            ground += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    if dice.chance(0.6):
        ground[:] = ground.mean(2, keepdims=True)
    low, high = ground.min(), ground.max()
    made = ((ground - low) * (255 / max(1e-6, high - low))).astype(np.uint8)
    for _ in range(dice.integer(0, 14)):
        _shape(dice, made)
    way = dice.random()
    if way < 0.25:
        pitch = dice.integer(3, 6)
        y, x = np.mgrid[0:height, 0:width].astype(np.float32) * np.float32(6.283 / pitch)
        made = (((made.mean(2) > (np.sin(x) * np.sin(y) + 1) * 127.5) * 255)[..., None]).astype(np.uint8).repeat(3, 2)
    elif way < 0.35:
        made = cv2.GaussianBlur(made, (0, 0), dice.uniform(1, 4))
    return made


def _shape(dice, picture):
    height, width = picture.shape[:2]
    grey = dice.integer(0, 255)
    colour = tuple(dice.integer(0, 255) for _ in range(3)) if dice.chance(0.5) else (grey,) * 3
    points = np.array([(dice.integer(0, width), dice.integer(0, height)) for _ in range(dice.integer(2, 6))])
    way = dice.random()
    if way < 0.35:
        axes = dice.integer(2, width // 3 + 3), dice.integer(2, height // 3 + 3)
        thick = -1 if dice.chance(0.6) else dice.integer(1, 4)
        cv2.ellipse(picture, tuple(map(int, points[0])), axes, dice.integer(0, 180), 0, 360, colour, thick)
    elif way < 0.7:
        cv2.fillPoly(picture, [points], colour)
    else:
        cv2.polylines(picture, [points], False, colour, dice.integer(1, 6))
