import os
import sys
import tempfile
from pathlib import Path

import cv2
import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
# The corpus and the catalogue of fonts are gathered once and kept between runs; nothing else is written there.
os.environ.setdefault("GLYPHFLOW_TRAIN_DIR", str(Path(tempfile.gettempdir()) / "glyphflow-train-tests"))
cv2.setNumThreads(1)
torch.set_num_threads(1)


@pytest.fixture(scope="session")
def lines():
    from glyphtrain.fonts import Faces
    from glyphtrain.glyphs import LineRenderer
    from glyphtrain.texts import Texts

    return LineRenderer(Texts(), Faces(is_held_out=False))


@pytest.fixture(scope="session")
def line_shards(lines, tmp_path_factory):
    from glyphtrain import shards

    directory = tmp_path_factory.mktemp("lines")
    for number in range(2):
        shards.write_lines(shards.path_of(directory, number), lines.lines(80, "test", number))
    return directory
