"""The catalogue of fonts: which characters each draws, how often it is chosen, which families are held out."""

import bisect
import functools
import itertools
import json
import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from glyphtrain import charset
from glyphtrain.workspace import TOOLS, folder, write_whole

_PRINTED = frozenset(map(chr, range(33, 127)))


@dataclass(frozen=True)
class Face:
    """One font file. The coverage is a set of bits, as charset.bits makes them."""

    path: str
    family: str
    style: str
    coverage: int
    is_caps_only: bool
    is_fixed: bool

    def draws(self, text):
        return charset.bits(text) & ~self.coverage == 0


def packages(kind):
    """The names of the Debian packages of a kind (tool, font, words), with the licence family of each."""
    rows = (line.split("\t") for line in (TOOLS / "packages.tsv").read_text().splitlines() if not line.startswith("#"))
    return {name: licence for name, row_kind, licence in rows if row_kind == kind}


def catalogue():
    """Every face of the font packages that is fit to draw with, in a fixed order; kept in the working folder."""
    kept = folder() / "faces.json"
    wanted = sorted(packages("font")), rules()
    stamp = json.dumps(wanted, sort_keys=True)
    if kept.exists():
        found = json.loads(kept.read_text())
        if found["stamp"] == stamp:
            # Packed faces (pack.py) lie below the working folder.
            return [Face(**{**face, "path": str(folder() / face["path"])}) for face in found["faces"]]
    faces = _scan(_font_files())
    content = json.dumps({"stamp": stamp, "faces": [vars(face) for face in faces]})
    write_whole(kept, lambda path: Path(path).write_text(content))
    return faces


@functools.cache
def rules():
    return tomllib.loads((Path(__file__).parent / "fonts.toml").read_text())


def _any(patterns, text):
    return any(re.search(pattern, text) for pattern in patterns)


def _font_files():
    """Only files of the listed packages: what else is installed must not change the data."""
    listed = []
    for package in packages("font"):
        answer = subprocess.run(["dpkg", "-L", package], capture_output=True, text=True)
        listed += [f for f in answer.stdout.splitlines() if re.search(r"\.(ttf|otf)$", f, re.I)]
    return sorted({str(Path(f).resolve()) for f in listed if Path(f).is_file()})


def _scan(files):
    # Charsets hold odd characters: split on the line feed alone, and count the fields.
    form = "%{file}|%{index}|%{family[0]}|%{style[0]}|%{spacing}|%{charset}\n"
    answer = subprocess.run(["fc-scan", "--format", form, *files], capture_output=True, text=True, check=True)
    faces, seen = [], set()
    for line in answer.stdout.split("\n"):
        fields = line.split("|")
        if len(fields) != 6 or fields[1] != "0":
            continue
        path, _, family, style, spacing, ranges = fields
        # The same face in two formats (TrueType and OpenType) is one face.
        if (family, style) in seen or _any(rules()["exclude"], family):
            continue
        if _any(rules()["exclude_styles"], style.lower()):
            continue
        codes = _codes(ranges)
        if not all(ord(c) in codes for c in _PRINTED):
            continue
        drawn = "".join(c for c in charset.CHARACTERS if ord(c) in codes)
        shape = _case_shape(path)
        if shape is None:
            continue
        seen.add((family, style))
        is_fixed = spacing.isdigit() and int(spacing) >= 90
        faces.append(Face(path, family, style, charset.bits(drawn), shape, is_fixed))
    return sorted(faces, key=lambda face: face.path)


def _codes(ranges):
    codes = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return codes


def _case_shape(path):
    """Whether small letters are drawn as capitals, of any size; None where letters are not drawn at all."""
    try:
        font = ImageFont.truetype(path, 48, layout_engine=ImageFont.Layout.BASIC)
        pairs = [(_glyph(font, c), _glyph(font, c.upper())) for c in "aegrtn"]
    except OSError:
        return None
    if any(small is None or capital is None for small, capital in pairs):
        return None
    alike = sum(float(np.minimum(a, b).sum() / np.maximum(a, b).sum()) > 0.7 for a, b in pairs)
    return alike >= 4


def _glyph(font, character):
    picture = Image.new("L", (160, 160))
    ImageDraw.Draw(picture).text((40, 40), character, 255, font=font)
    box = picture.getbbox()
    return None if box is None else np.asarray(picture.crop(box).resize((24, 24)), np.float32)


class Faces:
    """Chooses a face for a text: by family first, so that a family of forty files is no commoner than one of four."""

    def __init__(self, is_held_out, faces=None):
        faces = catalogue() if faces is None else faces
        held = set(rules()["held_out"])
        own = [face for face in faces if (face.family in held) == is_held_out]
        if not own:
            raise SystemExit("No fonts found: run tools/train/setup first.")
        self.families = {}
        for face in own:
            self.families.setdefault(face.family, []).append(face)
        self._names = list(self.families)
        self._sums = list(itertools.accumulate(self._weight(name) for name in self._names))
        by_family = {face.family: face for face in faces if face.style in ("Book", "Regular", "Medium")}
        self._lenders = [by_family[name] for name in rules()["lenders"] if name in by_family]

    def _weight(self, name):
        weight = 0.25 if _any(rules()["decorative"], name) else 1.6 if _any(rules()["text_faces"], name) else 1.0
        return weight * (1.3 if len(self.families[name]) >= 4 else 1.0)

    def any_face(self, dice):
        at = bisect.bisect(self._sums, dice.random() * self._sums[-1])
        family = self.families[self._names[min(at, len(self._names) - 1)]]
        face = dice.choice(family)
        # Regular styles are what pages are set in.
        if re.search("black|heavy|light|condensed", face.style, re.I) and dice.chance(0.5):
            face = dice.choice(family)
        return face

    def face_for(self, text, dice):
        """A face that draws every letter of the text, or None after a few tries; symbols may be lent."""
        letters = "".join(c for c in text if c.isalnum())
        needed = charset.bits(letters)
        for _ in range(8):
            face = self.any_face(dice)
            if needed & ~face.coverage == 0:
                return face
        return None

    def lender(self, character, dice):
        able = [face for face in self._lenders if face.draws(character)]
        return dice.choice(able) if able else None
