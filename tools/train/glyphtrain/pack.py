"""Gathers what training needs from this machine into one folder, for a machine without Debian's packages."""

import json
import logging
import shutil
from pathlib import Path

from glyphtrain import charset, corpus, fonts
from glyphtrain.workspace import folder


def pack(target):
    """Corpus, faces and fonts; the fonts cut down to our characters where fonttools is installed."""
    target = Path(target)
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    corpus.load()
    faces = fonts.catalogue()
    for number, face in enumerate(faces):
        name = f"{number:04d}{Path(face.path).suffix.lower()}"
        _copy(face.path, target / "fonts" / name)
    kept = json.loads((folder() / "faces.json").read_text())
    for number, face in enumerate(kept["faces"]):
        face["path"] = f"fonts/{number:04d}{Path(face['path']).suffix.lower()}"
    (target / "faces.json").write_text(json.dumps(kept))
    shutil.copy(folder() / "corpus.json.gz", target / "corpus.json.gz")
    size = sum(f.stat().st_size for f in target.rglob("*") if f.is_file())
    print(f"{target}: {len(faces)} faces, {size / 1e6:.0f} MB")


def _copy(source, target):
    try:
        from fontTools import subset
    except ImportError:
        shutil.copy(source, target)
        return
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(layout_features=["*"], notdef_outline=True, glyph_names=False, name_IDs=[1, 2])
    try:
        font = subset.load_font(source, options)
        cutter = subset.Subsetter(options)
        # Ligatures of the kept letters come along.
        cutter.populate(text="".join(charset.CHARACTERS))
        cutter.subset(font)
        subset.save_font(font, str(target), options)
    except Exception as error:  # a font that fonttools cannot cut is taken whole
        print(f"{source}: whole ({error})")
        shutil.copy(source, target)
