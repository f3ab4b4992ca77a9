"""What is measured with: lines in held-out fonts, and the pages of the shared test data."""

import cv2
import numpy as np
from PIL import Image

from glyphtrain import dbnet, linedata, measure, recognizer, shards
from glyphtrain.degrade import Degrader
from glyphtrain.dice import Dice
from glyphtrain.fonts import Faces
from glyphtrain.glyphs import LineRenderer
from glyphtrain.texts import Texts
from glyphtrain.workspace import folder, shared

LINES = 1500
_PHOTOTEST = (
    "This is a lot of 12 point text to test the ocr code and see if it works on all types of file format. "
    "The quick brown dog jumped over the lazy fox. The quick brown dog jumped over the lazy fox. "
    "The quick brown dog jumped over the lazy fox. The quick brown dog jumped over the lazy fox.")
_EUROTEXT = (
    "The (quick) [brown] {fox} jumps! Over the $43,456.78 <lazy> #90 dog & duck/goose, as 12.5% of E-mail "
    "from aspammer@website.com is spam. Der „schnelle” braune Fuchs springt über den faulen Hund. Le renard brun «rapide» "
    "saute par-dessus le chien paresseux. La volpe marrone rapida salta sopra il cane pigro. El zorro marrón rápido salta "
    "sobre el perro perezoso. A raposa marrom rápida salta sobre o cão preguiçoso.")


def lines(count=LINES):
    """Pictures, texts and kinds of degraded lines in held-out fonts; rendered once, always the same."""
    kept = folder("validation") / f"lines{count}.npz"
    if not kept.exists():
        cv2.setNumThreads(1)
        drawn = LineRenderer(Texts(), Faces(is_held_out=True)).lines(2 * count, "validation")
        degrader, made = Degrader(Dice("validation", "look")), []
        for line, other in zip(drawn, drawn[1:] + drawn[:1]):
            picture = degrader.line(line.ink, line.size, line.text, other.ink)
            if picture is not None and len(made) < count:
                made.append((picture, [line.text, line.kind]))
        shards.write(kept, [picture for picture, _ in made], [note for _, note in made])
    shard = shards.read(kept)
    return [shard.picture(i) for i in range(len(shard))], [n[0] for n in shard.notes], [n[1] for n in shard.notes]


def read_lines(pictures, read):
    """Texts of pictures by read(batch), in batches of like widths."""
    texts = [None] * len(pictures)
    order = sorted(range(len(pictures)), key=lambda i: pictures[i].shape[1])
    sizing = linedata.Sizing(least=1, most=32)
    while order:
        count = min(len(order), sizing.lines(pictures[order[min(31, len(order) - 1)]].shape[1]))
        part, order = order[:count], order[count:]
        batch = linedata.pad([pictures[i] for i in part], [[]] * len(part), extra=8)
        for i, text in zip(part, read(batch)):
            texts[i] = text
    return texts


def score_lines(read, count=LINES):
    pictures, truth, kinds = lines(count)
    return measure.by_kind(read_lines(pictures, read), truth, kinds)


def line_score(count=LINES, device="cpu"):
    """A function from a network to its score, for the training loop."""
    return lambda network: score_lines(lambda batch: recognizer.read(network, batch, device), count)


def pages():
    """Name, picture (RGB) and text of the shared pages whose text is known; none where there is no shared folder."""
    root = shared()
    if root is None:
        return
    data = root / "testdata" / "pages"
    alice = data / "hocr-tools-alice"
    yield "alice", load(alice / "alice_1.png"), (alice / "sample.txt").read_text(errors="replace")
    yield "phototest", load(data / "tesseract-test" / "phototest.tif"), _PHOTOTEST
    yield "eurotext", load(data / "tesseract-test" / "eurotext.tif"), _EUROTEXT


def load(path):
    return np.array(Image.open(path).convert("RGB"))


def score_page(page, truth, detect, read):
    """Detects lines with detect(page), reads them in order with read(batch)."""
    found = detect(page)
    pictures = [dbnet.to_line(dbnet.crop(page, dbnet.grown(quad))) for quad in found]
    text = "\n".join(read_lines(pictures, read))
    recall, precision = measure.words(text, truth)
    return {"lines": len(found), "cer": round(measure.error_rate(text, truth), 4), "recall": round(recall, 4), "precision": round(precision, 4)}
