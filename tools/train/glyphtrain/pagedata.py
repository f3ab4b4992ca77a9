"""Crops of pages for the detector: cut, scaled, turned and degraded anew at each visit, with their targets.

Scales go down to 0.35: text of 8 to 14 pixels, as on a whole page that was reduced to 960 or 1280 pixels, on which the
prototype's lines ran together.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from glyphtrain import shards
from glyphtrain.dbnet import DEVIATION, MEAN
from glyphtrain.dice import Dice
from glyphtrain.sheet import SIDE
from glyphtrain.workspace import folder

CROP = 384
SCALES = (0.35, 1.5)
CROPS_PER_PAGE = 4
PAGES_PER_CHUNK = 32
PAGES_PER_SHARD = 20
STRIDE = 2  # of the targets
SHRINK = 0.36  # of a line's height, on each side
SMALLEST = 5  # lines lower than this many pixels are neither text nor background


@dataclass
class PageBatch:
    """Crops (RGB bytes); per pixel of the targets: kernel, whole line, weight of the loss."""

    pixels: np.ndarray
    kernel: np.ndarray
    full: np.ndarray
    weight: np.ndarray

    def __len__(self):
        return len(self.pixels)


def pages_folder():
    return folder("pages")


def render_shard(renderer, number, path):
    pages = [renderer.page("shard", number, i) for i in range(PAGES_PER_SHARD)]
    shards.write(path, [pixels for pixels, _ in pages], [_rounded(quads) for _, quads in pages])


def _rounded(quads):
    return np.round(np.array(quads, np.float64), 1).tolist()


def chunk(directory, known, seed, number, pages=PAGES_PER_CHUNK, size=8, crop=CROP):
    """The batches of one chunk: pages drawn from few shards, several crops of each page."""
    cv2.setNumThreads(1)
    dice = Dice("pages", seed, number)
    chosen = dice.indices(known, min(known, 4)).tolist()
    samples = []
    for i in range(pages):
        shard = shards.read(shards.path_of(directory, chosen[i % len(chosen)]))
        index = dice.integer(0, len(shard) - 1)
        page, quads = shard.picture(index), np.array(shard.notes[index], np.float32).reshape(-1, 4, 2)
        samples += [_sample(dice, page, quads, crop) for _ in range(CROPS_PER_PAGE)]
    dice.shuffle(samples)
    groups = [samples[i : i + size] for i in range(0, len(samples) - size + 1, size)]
    return [PageBatch(*(np.stack(parts) for parts in zip(*group))) for group in groups]


def _sample(dice, page, quads, crop):
    picture, quads = visit(dice, page, quads, crop)
    return picture, *targets(quads, crop, legible(picture, quads))


def visit(dice, page, quads, crop=CROP):
    """A crop as a camera or scanner sees it, and its quads."""
    scale = np.exp(dice.uniform(*np.log(SCALES)))
    scale = max(scale, crop / page.shape[0])
    span = crop / scale
    x, y = dice.uniform(0, page.shape[1] - span), dice.uniform(0, page.shape[0] - span)
    if scale < 0.8:
        page = cv2.GaussianBlur(page[int(y) :][: int(span) + 2], (0, 0), 0.35 / scale)
        y0 = int(y)
    else:
        y0 = 0
    matrix = np.array([[scale, 0, -x * scale], [0, scale, -(y - y0) * scale], [0, 0, 1]])
    turned = np.eye(3)
    if dice.chance(0.5):
        angle = dice.gauss(0, 1.2) if dice.chance(0.8) else dice.uniform(-12, 12)
        turned = np.vstack([cv2.getRotationMatrix2D((crop / 2, crop / 2), angle, dice.uniform(0.95, 1.1)), [0, 0, 1]])
        turned[2, :2] += dice.normal(2, 1e-4)
    border = tuple(int(v) for v in page[0, 0]) if dice.chance(0.8) else (0, 0, 0)
    picture = cv2.warpPerspective(page, turned @ matrix, (crop, crop), flags=cv2.INTER_LINEAR, borderValue=border)
    matrix[1, 2] = -y * scale
    if len(quads):
        quads = cv2.perspectiveTransform(quads.reshape(-1, 1, 2), turned @ matrix).reshape(-1, 4, 2)
    for _ in range(dice.choice([1, 3]) if dice.chance(0.06) else 0):
        picture = np.ascontiguousarray(np.rot90(picture))
        quads = np.stack([quads[..., 1], crop - quads[..., 0]], -1)[:, [1, 2, 3, 0]]
    return look(dice, picture), quads


def look(dice, picture):
    """Light, blur, noise, 1 bit, grey, inversion, the edge of a scanner's lid, JPEG."""
    height, width = picture.shape[:2]
    if dice.chance(0.08):
        edge = dice.integer(4, 40)
        part = dice.choice([slice(edge), slice(-edge, None)])
        (picture if dice.chance(0.5) else picture.swapaxes(0, 1))[part] = 0
    seen = picture.astype(np.float32)
    if dice.chance(0.2):
        seen *= cv2.resize(dice.field((3, 3), 0.65, 1.1), (width, height), interpolation=cv2.INTER_CUBIC)[..., None]
    if dice.chance(0.3):
        seen = seen * dice.uniform(0.7, 1.2) + dice.uniform(-25, 25)
    if dice.chance(0.35):
        seen = cv2.GaussianBlur(seen, (0, 0), dice.uniform(0.3, 1.1))
    if dice.chance(0.4):
        seen += dice.normal(seen.shape, dice.uniform(1, 18))
    way = dice.random()
    if way < 0.25:
        grey = seen.mean(2)
        low, high = np.percentile(grey[::4, ::4], (2, 98))
        grey = (grey > low + (high - low) * dice.uniform(0.4, 0.72)).astype(np.float32) * 255
        seen = (cv2.GaussianBlur(grey, (0, 0), 0.5) if dice.chance(0.5) else grey)[..., None].repeat(3, 2)
    elif way < 0.5:
        seen = seen.mean(2, keepdims=True).repeat(3, 2)
    picture = np.clip(seen, 0, 255).astype(np.uint8)
    if dice.chance(0.07):
        picture = 255 - picture
    if dice.chance(0.3):
        coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, dice.integer(30, 90)])[1]
        picture = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    return picture


def legible(picture, quads, contrast=8):
    """Which quads still show anything: a 1-bit scan may have turned a line and its ground into one black."""
    height, width = picture.shape[:2]
    grey, kept = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), []
    for quad in quads:
        left, top = np.floor(quad.min(0)).astype(int).clip(0)
        right, bottom = np.minimum(np.ceil(quad.max(0)).astype(int), [width, height])
        seen = grey[top:bottom, left:right]
        kept.append(bool(seen.size) and float(seen.std()) >= contrast)
    return kept


def targets(quads, crop, shown=None):
    """Kernel, whole lines (bytes 0 and 1) and weights (0 ignored, 1, or 3 on the rim, where neighbours must part)."""
    side = crop // STRIDE
    kernel, full, ignored = (np.zeros((side, side), np.uint8) for _ in range(3))
    for i, quad in enumerate(quads):
        height = min(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[1] - quad[0]))
        _fill(full, quad)
        if height < SMALLEST or (shown is not None and not shown[i]):
            _fill(ignored, quad)
        else:
            _fill(kernel, shrunk(quad, SHRINK * height))
    weight = np.where(ignored, 0, np.where(full & (1 - kernel), 3, 1)).astype(np.float32)
    return kernel, full, weight


def _fill(plane, quad):
    # Sixteenths of a pixel; the centre of the target's pixel 0 is the page's 0.5 * (STRIDE - 1).
    cv2.fillPoly(plane, [np.round((quad / STRIDE - 0.5) * 16).astype(np.int32)], 1, shift=4)


def shrunk(quad, by):
    """A quad whose sides moved inwards; its ends by no more than 35 % of its width."""
    along, down = quad[1] - quad[0], quad[3] - quad[0]
    width, height = np.linalg.norm(along) + 1e-6, np.linalg.norm(down) + 1e-6
    right, below = along / width * min(by, width * 0.35), down / height * min(by, height * 0.45)
    return np.array([quad[0] + right + below, quad[1] - right + below, quad[2] - right - below, quad[3] + right - below])


def to_input(pixels):
    """Bytes [n,h,w,3] to floats [n,3,h,w], as dbnet.to_input does for one page."""
    return np.ascontiguousarray(((pixels.astype(np.float32) / 255 - MEAN) / DEVIATION).transpose(0, 3, 1, 2))
