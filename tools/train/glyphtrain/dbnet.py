"""From a detector's map to quadrilaterals, and from a quadrilateral to a level line: as the SDK does it."""

from dataclasses import dataclass

import cv2
import numpy as np

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
# Boxes end on the last stroke: without this the full stop is lost.
GROW_ENDS, GROW_SIDES = 0.15, 0.06


@dataclass(frozen=True)
class Thresholds:
    """Of a pixel, of the mean of a box, and how far a box grows (area x unclip / perimeter)."""

    pixel: float = 0.4
    box: float = 0.5
    unclip: float = 0.4


def to_input(page, limit):
    """RGB page to [1,3,h,w], the longer side at most limit, both multiples of 32."""
    height, width = page.shape[:2]
    scale = min(limit / max(width, height), 1.0)
    size = max(32, round(width * scale / 32) * 32), max(32, round(height * scale / 32) * 32)
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    x = (small.astype(np.float32) / 255 - MEAN) / DEVIATION
    return np.ascontiguousarray(x.transpose(2, 0, 1)[None])


def quads(chances, width, height, thresholds):
    """Quadrilaterals (n x 4 x 2, from top left, clockwise) in pixels of a page of this size."""
    rows, columns = chances.shape
    outlines, _ = cv2.findContours((chances > thresholds.pixel).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines:
        centre, (w, h), angle = cv2.minAreaRect(outline)
        if min(w, h) < 1.5 or _mean(chances, cv2.boxPoints((centre, (w, h), angle))) < thresholds.box:
            continue
        grow = w * h * thresholds.unclip / (w + h)  # twice area / perimeter: both sides
        if min(w, h) + grow < 3:
            continue
        corners = _ordered(cv2.boxPoints((centre, (w + grow, h + grow), angle)))
        corners *= np.array([width / columns, height / rows], np.float32)
        found.append(corners.clip(0, [width - 1, height - 1]))
    found.sort(key=lambda quad: (quad[0][1], quad[0][0]))
    return np.array(found, np.float32).reshape(-1, 4, 2)


def _mean(chances, corners):
    rows, columns = chances.shape
    x0, y0 = np.floor(corners.min(0)).astype(int).clip(0)
    x1, y1 = np.minimum(np.ceil(corners.max(0)).astype(int), [columns - 1, rows - 1])
    if x1 < x0 or y1 < y0:
        return 0.0
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.uint8)
    cv2.fillPoly(mask, [(corners - [x0, y0]).astype(np.int32)], 1)
    return cv2.mean(chances[y0 : y1 + 1, x0 : x1 + 1], mask)[0]


def _ordered(corners):
    sums, differences = corners.sum(1), np.diff(corners, axis=1).ravel()
    return corners[[sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]].astype(np.float32)


def grown(quad, ends=GROW_ENDS, sides=GROW_SIDES):
    """A quad moved outwards by shares of its height: at both ends, and above and below."""
    along, down = quad[1] - quad[0], quad[3] - quad[0]
    width, height = np.linalg.norm(along) + 1e-6, np.linalg.norm(down) + 1e-6
    right, below = along / width * height * ends, down * sides
    return np.array([quad[0] - right - below, quad[1] + right - below, quad[2] + right + below, quad[3] - right + below], np.float32)


def crop(page, quad):
    """The level picture of a line; a quad much higher than wide is turned."""
    width = int(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[2] - quad[3])))
    height = int(max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2])))
    width, height = max(2, width), max(2, height)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    cut = cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(np.rot90(cut)) if height >= width * 1.5 else cut


def to_line(cut):
    """The recognizer's 32 grey rows of a cut."""
    grey = cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    way = cv2.INTER_AREA if height > 32 else cv2.INTER_LINEAR
    return cv2.resize(grey, (max(8, -(-32 * width // height)), 32), interpolation=way)
