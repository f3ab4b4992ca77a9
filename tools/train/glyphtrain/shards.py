"""Files of rendered data, each made from its own number: what is missing is rendered, what is there is read.

A shard is one .npz of deflated pictures and a JSON list of what is in them. The pool of shards only grows; a reader
says how many it has seen, so that a training that goes on later draws the same samples.
"""

import json
import re
import zlib
from functools import lru_cache
from pathlib import Path

import numpy as np

from glyphtrain.glyphs import Line
from glyphtrain.workspace import write_whole

_FORMAT = 1


def path_of(folder, number):
    return Path(folder) / f"{number:05d}.npz"


def count(folder):
    """How many shards are there without a gap, from number 0."""
    there = {int(m[1]) for f in Path(folder).iterdir() if (m := re.fullmatch(r"(\d{5})\.npz", f.name))}
    number = 0
    while number in there:
        number += 1
    return number


def write(path, pictures, notes):
    """Keeps pictures (arrays of bytes) with a note (JSON) of each."""
    coded = [zlib.compress(np.ascontiguousarray(p).tobytes(), 1) for p in pictures]
    shapes = [list(p.shape) for p in pictures]
    said = json.dumps({"format": _FORMAT, "shapes": shapes, "notes": notes}).encode()
    ends = np.cumsum([len(c) for c in coded])

    def save(temporary):
        with open(temporary, "wb") as file:
            np.savez(file, data=np.frombuffer(b"".join(coded), np.uint8), ends=ends, said=np.frombuffer(said, np.uint8))

    write_whole(path, save)


class Shard:
    """A shard in memory, still deflated."""

    def __init__(self, path):
        with np.load(path) as file:
            self._data, self._ends = file["data"], file["ends"]
            said = json.loads(file["said"].tobytes())
        if said["format"] != _FORMAT:
            raise ValueError(f"{path} has format {said['format']}, not {_FORMAT}: delete its folder to render it anew")
        self._shapes, self.notes = said["shapes"], said["notes"]

    def __len__(self):
        return len(self.notes)

    def picture(self, index):
        start = self._ends[index - 1] if index else 0
        raw = zlib.decompress(self._data[start : self._ends[index]].tobytes())
        return np.frombuffer(raw, np.uint8).reshape(self._shapes[index])


@lru_cache(maxsize=24)
def read(path):
    return Shard(path)


def write_lines(path, lines):
    write(path, [line.ink for line in lines], [[line.text, line.kind, line.size] for line in lines])


def line(shard, index):
    text, kind, size = shard.notes[index]
    return Line(shard.picture(index), text, kind, size)
