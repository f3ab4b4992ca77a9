"""Makes of a clean line what a detector would cut from a scan or a photo: another one at each visit.

The order is that of the world: type size and width, ink on paper (neighbours, rules, thick and thin), the cut of the
box (which the recognizer feels most), the camera or scanner (blur, 1-bit, colours, noise), the file (reduction, JPEG),
and the reader's own scaling to 32 rows. How often each happens is in SHARES.
"""

import math

import cv2
import numpy as np

from glyphtrain import charset

HEIGHT = 32
WIDEST = 1200

SHARES = {
    "smaller": 0.45,  # set at 0.45..1 of the drawn size
    "stretched": 0.35,  # condensed or widened to 0.72..1.25
    "slanted": 0.06,  # a false italic
    "neighbours": 0.3,  # parts of the lines above and below reach into the box
    "underline": 0.04, "rule": 0.03, "bar": 0.03,
    "bold": 0.09, "thin": 0.07,
    "tight": 0.12,  # the box cuts into the ink or ends on it
    "askew": 0.5, "curved": 0.05,
    "bilevel": 0.3,  # a 1-bit scan; else grey
    "inverted": 0.07,
    "reduced": 0.15, "jpeg": 0.3, "sharpened": 0.04,
}


class Degrader:
    """Degrades lines with the dice given; holds no state but them."""

    def __init__(self, dice):
        self.dice = dice

    def line(self, ink, size, text, neighbour=None):
        """A grey line of 32 rows, or None where the text could not be read from it or does not fit the frames."""
        ink, size = self._resize(ink, size)
        sheet, box = self._sheet(ink, size, neighbour)
        sheet = self._weight(sheet, size)
        cut = self._cut(sheet, box, size)
        if cut is None:
            return None
        picture = self._bilevel(cut) if self.dice.chance(SHARES["bilevel"]) else self._grey(cut, size)
        if picture is None:
            return None
        line = self._to_height(self._file(picture))
        return line if charset.frames_needed(text) <= charset.frames(line.shape[1]) else None

    def _resize(self, ink, size):
        dice = self.dice
        scale = dice.uniform(max(0.45, 11 / size), 1) if size > 13 and dice.chance(SHARES["smaller"]) else 1
        stretch = dice.uniform(0.72, 1.25) if dice.chance(SHARES["stretched"]) else 1
        if scale != 1 or stretch != 1:
            width, height = max(2, round(ink.shape[1] * scale * stretch)), max(3, round(ink.shape[0] * scale))
            ink = cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA)
        if dice.chance(SHARES["slanted"]):
            ink = _slant(ink, dice.uniform(-0.05, 0.3))
        return ink, size * scale

    def _sheet(self, ink, size, neighbour):
        """The line on a sheet with room around it, and the box of its ink: left, top, right, bottom."""
        dice = self.dice
        height, width = ink.shape
        room = int(size * 1.2) + 6
        side = int(2.5 * max(height, size * 0.5)) + room
        sheet = np.zeros((height + 2 * room, width + 2 * side), np.uint8)
        if neighbour is not None and dice.chance(SHARES["neighbours"]):
            self._neighbours(sheet, neighbour, room, height, size)
        sheet[room : room + height, side : side + width] = np.maximum(
            sheet[room : room + height, side : side + width], ink)
        top, bottom, left, right = room, room + height, side, side + width
        self._rules(sheet, (left, top, right, bottom), size)
        # A detector's box of "..." or "-" is not flatter than half a letter.
        if height < size * 0.5:
            middle = (top + bottom) / 2
            top, bottom = middle - size * 0.25, middle + size * 0.25
        return sheet, (left, top, right, bottom)

    def _neighbours(self, sheet, other, room, height, size):
        dice = self.dice
        scale = height / other.shape[0] * dice.uniform(0.8, 1.2)
        other = cv2.resize(other, (max(2, int(other.shape[1] * scale)), max(2, int(other.shape[0] * scale))),
                           interpolation=cv2.INTER_AREA)
        gap = size * dice.uniform(0.02, 0.4)
        for is_above in (True, False):
            if not dice.chance(0.65):
                continue
            top = int(room - gap - other.shape[0]) if is_above else int(room + height + gap)
            left = dice.integer(-other.shape[1] // 2, max(1, sheet.shape[1] - other.shape[1] // 2))
            _paste(sheet, other, left, top)

    def _rules(self, sheet, box, size):
        dice, (left, top, right, bottom) = self.dice, box
        height, thick = bottom - top, max(1, int(size * dice.uniform(0.03, 0.09)))
        way = dice.random()
        if way < SHARES["underline"]:
            shift = dice.uniform(-0.12, 0.12) if height > size * 0.9 else dice.uniform(0.03, 0.2)
            y, end = int(bottom + shift * size), int(dice.uniform(0, 0.5) * height)
            sheet[y : y + thick, left - end : right + end] = 255
            return
        way -= SHARES["underline"]
        if way < SHARES["rule"]:
            above = dice.chance(0.5)
            y = int(top - dice.uniform(0.05, 0.35) * height) if above else int(bottom + dice.uniform(0.1, 0.35) * height)
            sheet[max(0, y) : max(0, y) + thick] = 255
        elif way < SHARES["rule"] + SHARES["bar"]:
            gap = dice.uniform(0.2, 0.5) * height
            x = int(left - gap) if dice.chance(0.5) else int(right + gap)
            sheet[:, max(0, x) : max(0, x) + thick] = 255

    def _weight(self, sheet, size):
        way = self.dice.random()
        if way < SHARES["bold"] and size >= 14:
            around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 if size < 34 else 3,) * 2)
            return cv2.dilate(sheet, around)
        if way < SHARES["bold"] + SHARES["thin"] and size >= 24:
            return cv2.erode(sheet, np.ones((2, 2) if size < 45 or self.dice.chance(0.5) else (3, 2), np.uint8))
        return sheet

    def _cut(self, sheet, box, size):
        """Cuts the line out along a quadrilateral as a detector would: with margins, skewed, slanted."""
        dice, (left, top, right, bottom) = self.dice, box
        ink = bottom - top
        if dice.chance(0.12):  # boxes that share the font's whole height
            extra = dice.uniform(0, 0.25) * size
            top, bottom = top - extra * dice.random(), bottom + extra * dice.random()
            ink = bottom - top
        tight = dice.chance(SHARES["tight"])
        above, below = ((dice.uniform(-0.06, 0.08) if tight else dice.uniform(0.02, 0.36)) * ink for _ in range(2))
        before, after = ((dice.uniform(-0.02, 0.1) if dice.chance(0.35) else dice.uniform(0, 0.5)) * ink for _ in range(2))
        before += dice.uniform(0, 2) * ink if dice.chance(0.1) else 0
        after += dice.uniform(0, 2) * ink if dice.chance(0.1) else 0
        left, right, top, bottom = left - before, right + after, top - above, bottom + below
        corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
        width, height = right - left, bottom - top
        if dice.chance(SHARES["askew"]):
            rise = max(-0.16 * height, min(0.16 * height, math.tan(dice.gauss(0, 0.012)) * width / 2))
            corners[:, 1] += np.array([-rise, rise, rise, -rise], np.float32) + dice.normal(4, 0.03 * height)
            shear = dice.gauss(0, 0.09) * height / 2
            corners[:, 0] += np.array([shear, shear, -shear, -shear], np.float32)
        width, height = max(4, round(width)), max(6, round(height))
        if width * HEIGHT / height > WIDEST:
            return None
        target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        cut = cv2.warpPerspective(sheet, cv2.getPerspectiveTransform(corners, target), (width, height))
        cut = cut.astype(np.float32) * np.float32(1 / 255)
        return self._curve(cut) if width > 60 and dice.chance(SHARES["curved"]) else cut

    def _curve(self, cut):
        dice, (height, width) = self.dice, cut.shape
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        wave = np.sin(x * np.float32(6.283 / (dice.uniform(0.5, 2) * width)) + np.float32(dice.uniform(0, 6.283)))
        return cv2.remap(cut, x, y + wave * np.float32(dice.uniform(-0.07, 0.07) * height), cv2.INTER_LINEAR)

    def _bilevel(self, cut):
        """A 1-bit scan. The threshold is relative to the peak of the ink, and refused where it loses or smears it."""
        dice, height = self.dice, cut.shape[0]
        ink = cv2.GaussianBlur(cut, (0, 0), dice.uniform(0.25, 0.028 * height + 0.3))
        ink += dice.normal(ink.shape, dice.uniform(0, 0.16))
        if dice.chance(0.3):
            ink = cv2.GaussianBlur(ink, (0, 0), 0.5)
        peak, before = max(0.35, min(1.0, float(np.percentile(ink, 99.5)))), max(1e-4, float((cut > 0.5).mean()))
        for _ in range(4):
            scanned = ink > dice.uniform(0.28, 0.64) * peak
            if 0.62 < scanned.mean() / before < 1.75:
                break
        else:
            return None
        if dice.chance(0.2):
            scanned |= dice.field(scanned.shape) < dice.uniform(0.001, 0.012)
        if dice.chance(0.1):
            scanned &= dice.field(scanned.shape) >= dice.uniform(0.005, 0.04)
        return np.where(scanned ^ dice.chance(SHARES["inverted"]), 0, 255).astype(np.uint8)

    def _grey(self, cut, size):
        dice, (height, _) = self.dice, cut.shape
        if dice.chance(0.45):
            cut = cv2.GaussianBlur(cut, (0, 0), dice.uniform(0.2, 0.04 * height + 0.25))
        elif dice.chance(0.08):  # the hand moved
            length = dice.integer(2, max(2, int(0.12 * height)))
            cut = cv2.filter2D(cut, -1, np.full((1, length) if dice.chance(0.5) else (length, 1), 1 / length, np.float32))
        paper, ink = self._tones()
        ground = self._ground(cut.shape, paper, abs(paper - ink))
        if dice.chance(0.06):  # the other side shines through
            ground += (ink - paper) * 0.2 * dice.random() * cv2.GaussianBlur(cut[:, ::-1], (0, 0), 1.2)
        if dice.chance(0.06):  # uneven ink
            cut = cut * cv2.resize(dice.field((3, max(2, cut.shape[1] // 12)), 0.4, 1), cut.shape[::-1])
        picture = ground + (ink - ground) * cut
        if dice.chance(0.05):  # shadow
            shadow = np.roll(cut, (max(1, int(size) // 16),) * 2, (0, 1))
            picture = np.where((shadow > 0.5) & (cut < 0.5), picture * 0.5 + (paper + ink) * 0.25, picture)
        if dice.chance(0.5):
            picture += dice.normal(picture.shape, dice.uniform(1, 0.13 * abs(paper - ink) + 2))
        if dice.chance(0.04):
            specks = dice.field(picture.shape)
            picture[specks < 0.01], picture[specks > 0.99] = 0, 255
        return np.clip(picture, 0, 255).astype(np.uint8)

    def _tones(self):
        """Grey of the paper and of the ink: mostly dark on light, sometimes light on dark, seldom anything."""
        dice, way = self.dice, self.dice.random()
        if way < 0.72:
            paper = dice.uniform(185, 255)
            return paper, dice.uniform(0, paper - 90) if dice.chance(0.4) else dice.uniform(0, 70)
        if way < 0.86:
            paper = dice.uniform(0, 110)
            return paper, dice.uniform(paper + 60, 255)
        paper, ink = dice.uniform(0, 255), dice.uniform(0, 255)
        if abs(paper - ink) < 45:
            ink = paper + (-1 if paper > 127 else 1) * dice.uniform(60, 120)
        return paper, ink

    def _ground(self, shape, paper, contrast):
        dice, (height, width) = self.dice, shape
        ground = np.full(shape, paper, np.float32)
        way = dice.random()
        if way < 0.25:  # light falls off
            ground += (np.linspace(-1, 1, width, dtype=np.float32) * np.float32(dice.uniform(-0.3, 0.3) * contrast))[None]
            ground += (np.linspace(-1, 1, height, dtype=np.float32) * np.float32(dice.uniform(-0.2, 0.2) * contrast))[:, None]
        if 0.15 < way < 0.42:  # texture
            grain = dice.choice([2, 4, 8, 16])
            coarse = dice.normal((max(2, height // grain + 2), max(2, width // grain + 2)), dice.uniform(0.03, 0.2) * contrast)
            ground += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        if way > 0.97:  # ruled paper
            ground[:, :: dice.integer(4, 14)] -= dice.uniform(0.1, 0.4) * contrast
        if way < 0.04:  # a step
            ground[:, dice.integer(0, width) :] += dice.uniform(-0.35, 0.35) * contrast
        return ground

    def _file(self, picture):
        dice, (height, width) = self.dice, picture.shape
        if height > 18 and dice.chance(SHARES["reduced"]):
            share = dice.uniform(max(0.4, 11 / height), 0.85)
            small = (max(4, int(width * share)), max(8, int(height * share)))
            way = dice.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_NEAREST])
            picture = cv2.resize(cv2.resize(picture, small, interpolation=cv2.INTER_AREA), (width, height), interpolation=way)
        if dice.chance(SHARES["jpeg"]):
            coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, dice.integer(18, 90)])[1]
            picture = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
        if dice.chance(SHARES["sharpened"]):
            picture = cv2.filter2D(picture, -1, np.array([[0, -0.5, 0], [-0.5, 3, -0.5], [0, -0.5, 0]], np.float32))
        return picture

    def _to_height(self, picture):
        height, width = picture.shape
        if height > HEIGHT * 1.2 and self.dice.chance(0.8):
            way = cv2.INTER_AREA
        else:
            way = self.dice.choice([cv2.INTER_LINEAR, cv2.INTER_LINEAR, cv2.INTER_CUBIC])
        return cv2.resize(picture, (max(8, math.ceil(HEIGHT * width / height)), HEIGHT), interpolation=way)


def _slant(ink, share):
    height, width = ink.shape
    shift = share * height
    matrix = np.array([[1, -share, max(0, shift)], [0, 1, 0]], np.float32)
    return cv2.warpAffine(ink, matrix, (width + int(abs(shift)) + 1, height))


def _paste(sheet, ink, left, top):
    """Puts ink on a sheet where they overlap."""
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(sheet.shape[1], left + ink.shape[1]), min(sheet.shape[0], top + ink.shape[0])
    if x1 > x0 and y1 > y0:
        part = sheet[y0:y1, x0:x1]
        np.maximum(part, ink[y0 - top : y1 - top, x0 - left : x1 - left], out=part)
