"""Batches of lines for the recognizer: drawn at random from the shards, degraded anew, sorted by width.

Samples come in chunks, each made wholly from (seed, number of the chunk, shards known then): the same chunk is the
same lines for ever, on any number of workers, which is what makes an interrupted training go on exactly.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from glyphtrain import charset, shards
from glyphtrain.degrade import HEIGHT, Degrader
from glyphtrain.dice import Dice
from glyphtrain.workspace import folder

CHUNK = 4096
LINES_PER_SHARD = 2000
_SHARDS_PER_CHUNK = 16


@dataclass
class LineBatch:
    """Lines padded to one width, bytes still; the darkest and lightest grey and the width of each; the labels."""

    pixels: np.ndarray
    widths: np.ndarray
    levels: np.ndarray
    labels: list

    def __len__(self):
        return len(self.labels)


def lines_folder():
    return folder("lines")


def render_shard(renderer, number, path):
    shards.write_lines(path, renderer.lines(LINES_PER_SHARD, "shard", number))


def chunk(directory, known, seed, number, size=CHUNK, sizing=None):
    """The batches of one chunk, in a seeded order."""
    cv2.setNumThreads(1)
    dice = Dice("chunk", seed, number)
    degrader = Degrader(dice)
    chosen = sorted(set(dice.indices(known, min(known * 2, _SHARDS_PER_CHUNK)).tolist()))
    lines = []
    for at, number_of_shard in enumerate(chosen):
        shard = shards.read(shards.path_of(directory, number_of_shard))
        share = size * (at + 1) // len(chosen) - size * at // len(chosen)
        lines += _visit(shard, share, dice, degrader)
    lines.sort(key=lambda pair: pair[0].shape[1] * dice.uniform(0.93, 1.07))
    return _batches(lines, dice, sizing or Sizing())


def _visit(shard, count, dice, degrader):
    made = []
    while len(made) < count:
        index, other = dice.indices(len(shard), 2).tolist()
        drawn = shards.line(shard, index)
        picture = degrader.line(drawn.ink, drawn.size, drawn.text, shards.line(shard, other).ink)
        if picture is not None:
            made.append((picture, charset.encode(drawn.text)))
    return made


@dataclass(frozen=True)
class Sizing:
    """How many lines make a batch: a constant number of pixels. With steps, widths are rounded up to few values (GPU)."""

    pixels: int = 48 * 256
    least: int = 16
    most: int = 160
    steps: tuple = ()

    def lines(self, width):
        return max(self.least, min(self.most, self.pixels // max(32, width)))

    def padded(self, width):
        """A multiple of 8, or the next step."""
        return next((step for step in self.steps if step >= width), (width + 7) // 8 * 8)


def _batches(lines, dice, sizing):
    batches, at = [], 0
    while at < len(lines):
        ahead = lines[min(at + 40, len(lines) - 1)][0].shape[1]
        part = lines[at : at + sizing.lines(sizing.padded(ahead))]
        at += len(part)
        if len(part) >= 2:
            batches.append(pad([p for p, _ in part], [label for _, label in part], sizing, dice.integer(0, 8)))
    dice.shuffle(batches)
    return batches


def pad(pictures, labels, sizing=Sizing(), extra=0):
    width = sizing.padded(max(p.shape[1] for p in pictures) + extra)
    pixels = np.zeros((len(pictures), HEIGHT, width), np.uint8)
    for row, picture in zip(pixels, pictures):
        row[:, : picture.shape[1]] = picture
    widths = np.array([p.shape[1] for p in pictures], np.int64)
    levels = np.array([[p.min(), p.max()] for p in pictures], np.float32)
    return LineBatch(pixels, widths, levels, labels)
