"""What each model is: how its data is rendered, trained on, measured."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from glyphtrain import dbnet, detector, linedata, measure, pagedata, recognizer, shards, validation
from glyphtrain.designs import PageRenderer
from glyphtrain.dice import Dice
from glyphtrain.fonts import Faces
from glyphtrain.glyphs import LineRenderer
from glyphtrain.loop import Settings
from glyphtrain.texts import Texts
from glyphtrain.workspace import folder

# Sixteen lines of a GPU's batch for each of a CPU's; widths rounded up to few values, so that kernels are planned once.
GPU_SIZING = linedata.Sizing(pixels=1024 * 256, least=64, most=2048, steps=(64, 96, 128, 192, 256, 320, 416, 640, 896, 1208))


@dataclass(frozen=True)
class Task:
    """A model's parts by name: 'recognizer' or 'detector'."""

    name: str
    network: type
    exported: type
    loss: object
    data: object
    renderer: object
    render_shard: object
    shard_size: int
    data_size: dict  # schedule -> lines or pages rendered


def _recognizer_loss(network, batch, device):
    x = recognizer.normalise(batch, device)
    return recognizer.loss(network(x.contiguous(memory_format=torch.channels_last)), batch.labels)


TASKS = {
    "recognizer": Task(
        "recognizer", recognizer.Recognizer, recognizer.Exported, _recognizer_loss, linedata.lines_folder,
        lambda held=False: LineRenderer(Texts(), Faces(held)), linedata.render_shard, linedata.LINES_PER_SHARD,
        {"cpu": 200_000, "gpu": 1_000_000}),
    "detector": Task(
        "detector", detector.Detector, detector.Exported, detector.batch_loss, pagedata.pages_folder,
        lambda held=False: PageRenderer(Texts(), Faces(held)), pagedata.render_shard, pagedata.PAGES_PER_SHARD,
        {"cpu": 4_000, "gpu": 20_000}),
}


def settings(task, schedule, **given):
    """The schedule of a model; what is given replaces parts of it."""
    known = dict(name=task.name)
    if task.name == "detector":
        known.update(warm_up=100, decay=0.01, clip=5.0, average=0.998, betas=(0.9, 0.999))
    if schedule == "gpu":
        # Twenty times the batch: a rate a little higher, workers for all cores, evaluation less often.
        known.update(peak=3e-3, device="cuda", threads=1, workers=14, warm_up=300, marks=(0.25, 0.5, 0.75))
    known.update({key: value for key, value in given.items() if value is not None})
    return Settings(**known)


def chunk_maker(task, schedule):
    if task.name == "recognizer":
        if schedule == "gpu":
            return partial(linedata.chunk, size=16384, sizing=GPU_SIZING)
        return linedata.chunk
    return partial(pagedata.chunk, size=64 if schedule == "gpu" else 8, pages=256 if schedule == "gpu" else pagedata.PAGES_PER_CHUNK)


def evaluator(task, device, count):
    if task.name == "recognizer":
        return validation.line_score(count, device)
    return lambda network: score_pages(partial(detector.chances, network, device=device), count)


def validation_pages(count):
    """Pages in held-out fonts as a scanner sees them, whole, with their quads; rendered once, always the same."""
    kept = folder("validation") / f"pages{count}.npz"
    if not kept.exists():
        renderer, pictures, notes = TASKS["detector"].renderer(True), [], []
        for i in range(count):
            pixels, quads = renderer.page("validation", i)
            dice = Dice("validation", "look", i)
            # Whole pages at 0.6 to 1 of their size: letters as on a scan that a reader has reduced.
            seen, moved = pagedata.visit(dice, pixels, np.array(quads, np.float32).reshape(-1, 4, 2), crop=dice.choice([704, 832, 960, 1120]))
            pictures.append(np.ascontiguousarray(seen))
            notes.append(moved[pagedata.legible(seen, moved)].tolist() if len(moved) else [])
        shards.write(kept, pictures, notes)
    shard = shards.read(kept)
    return [(shard.picture(i), np.array(shard.notes[i], np.float32).reshape(-1, 4, 2)) for i in range(len(shard))]


def score_pages(chances, count, thresholds=dbnet.Thresholds(), overlap=0.5):
    """Recall and precision over pages in held-out fonts; boxes touching the page's edge or too low to read do not count."""
    return _score([(chances(dbnet.to_input(page, 1920)), page, quads) for page, quads in validation_pages(count)], thresholds, overlap)


def _score(maps, thresholds, overlap=0.5):
    totals = np.zeros(4)
    for chances, page, quads in maps:
        height, width = page.shape[:2]
        found = dbnet.quads(chances, width, height, thresholds)
        totals += measure.boxes_match(_judged(found, width, height), _judged(quads, width, height), overlap)
    return {"recall": round(totals[0] / max(1, totals[2]), 4), "precision": round(totals[1] / max(1, totals[3]), 4)}


def _judged(quads, width, height):
    low, high = quads.min(1), quads.max(1)
    inside = (low > 1).all(1) & (high < [width - 2, height - 2]).all(1)
    heights = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    return quads[inside & (heights >= pagedata.SMALLEST)]


def best_thresholds(chances, count):
    """The thresholds of the best harmonic mean of recall and precision, over a grid; and that score."""
    maps = [(chances(dbnet.to_input(page, 1920)), page, quads) for page, quads in validation_pages(count)]
    best = (-1.0, None, None)
    for pixel in (0.3, 0.4, 0.5):
        for box in (0.4, 0.5, 0.6):
            for unclip in (0.8, 1.2, 1.6, 2.0, 2.4, 2.8):
                thresholds = dbnet.Thresholds(pixel, box, unclip)
                score = _score(maps, thresholds)
                both = score["recall"] + score["precision"]
                mean = 2 * score["recall"] * score["precision"] / both if both else 0.0
                if mean > best[0]:
                    best = (mean, thresholds, score)
    return best[1], best[2]
