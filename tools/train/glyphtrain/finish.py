"""What follows a training: measuring, exporting, the card, contact sheets to look at."""

import json
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch

from glyphtrain import card, charset, dbnet, detector, export, linedata, pagedata, recognizer, shards, tasks, validation
from glyphtrain.dice import Dice
from glyphtrain.graphrun import Graph
from glyphtrain.workspace import folder


def run_folder(options):
    return folder("runs", options.label or options.task)


def _checkpoint(options):
    path = run_folder(options) / "checkpoint.pt"
    if not path.exists():
        raise SystemExit(f"{path} is not there: train first.")
    state = torch.load(path, map_location="cpu", weights_only=False)
    network = tasks.TASKS[options.task].network(state["settings"]["size"])
    network.load_state_dict(state["average"])
    return network.eval(), state


def _from_file(task, path):
    """read(batch) or chances(x) of an ONNX file."""
    graph = Graph(path)
    if task == "detector":
        return lambda x: graph.run(x)[0, 0]

    def read(batch):
        best = graph.run(recognizer.normalise(batch).numpy()).argmax(-1)
        return [charset.decode(row.tolist()).strip() for row in best]

    return read


def _score(task, answer, count, thresholds):
    if task == "recognizer":
        return validation.score_lines(answer, count or validation.LINES)
    return tasks.score_pages(answer, count or 60, thresholds)


def evaluate_model(options):
    """Measures a checkpoint or a file on held-out fonts, and on the shared pages where they are there."""
    thresholds = _thresholds(options)
    if options.file:
        answer = _from_file(options.task, options.file)
    else:
        network, _ = _checkpoint(options)
        one = recognizer.read if options.task == "recognizer" else detector.chances
        answer = partial(one, network)
        if options.task == "detector":
            thresholds, _ = tasks.best_thresholds(answer, options.count or 60)
            print("thresholds", json.dumps(vars(thresholds)))
    print(json.dumps(_score(options.task, answer, options.count, thresholds)))
    for name, score in shared_pages(options.task, answer, thresholds):
        print(name, json.dumps(score))


def _thresholds(options):
    """Those that were exported with the detector, or the prototype's."""
    kept = run_folder(options) / "thresholds.json" if options.task == "detector" else folder("runs", "detector") / "thresholds.json"
    return dbnet.Thresholds(**json.loads(kept.read_text())) if kept.exists() else dbnet.Thresholds()


def shared_pages(task, answer, thresholds):
    """End to end on shared pages; the other half is the other model of the working folder, if it was exported."""
    other = "detector" if task == "recognizer" else "recognizer"
    partner = folder("runs", other) / f"{other}.onnx"
    if not partner.exists():
        return
    helped = _from_file(other, partner)
    read, chances = (answer, helped) if task == "recognizer" else (helped, answer)

    def detect(limit, page):
        return dbnet.quads(chances(dbnet.to_input(page, limit)), page.shape[1], page.shape[0], thresholds)

    # Lines on pages that were reduced are where a detector is tried.
    for limit in (1920,) if task == "recognizer" else (1920, 1280, 960):
        for name, page, truth in validation.pages():
            yield f"{name} at {limit}", validation.score_page(page, truth, partial(detect, limit), read)


def export_model(options):
    """Writes ONNX files (fp32, fp16 weights, int8), parity cases, manifest and card of a trained model."""
    network, state = _checkpoint(options)
    task, directory = options.task, Path(options.output or run_folder(options))
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{task}.onnx"
    thresholds = dbnet.Thresholds()
    if task == "recognizer":
        module = recognizer.Exported(network)
        export.recognizer_file(module, path)
        shapes = [(1, 1, 32, 64), (3, 1, 32, 333), (2, 1, 32, 1208)]
        calibration = _line_inputs(options.calibration or 240)
    else:
        module = detector.Exported(network)
        thresholds, _ = tasks.best_thresholds(partial(detector.chances, network), options.count or 60)
        (directory / "thresholds.json").write_text(json.dumps(vars(thresholds)))
        export.detector_file(module, path, thresholds)
        shapes = [(1, 3, 64, 96), (2, 3, 192, 320)]
        calibration = _page_inputs(options.calibration or 40)
    chance = np.random.default_rng(1)
    # Within what pictures can be: beyond the calibrated range two ways of rounding drift apart.
    inputs = [chance.random(shape, np.float32) * 2 - 1 for shape in shapes] + calibration[:2]
    apart = export.parity(module, path, inputs)
    files = export.variants(path, calibration)
    metrics = {}
    for name, file in files.items():
        export.write_parity(file, inputs, file.with_suffix(".parity"))
        metrics[name] = _score(task, _from_file(task, file), options.count, thresholds)
        metrics[name].update({page: score for page, score in shared_pages(task, _from_file(task, file), thresholds)})
        print(name, file.stat().st_size, json.dumps(metrics[name]), flush=True)
    facts = {
        "model": task, "size": state["settings"]["size"], "parameters": sum(p.numel() for p in network.parameters()), "parity": apart,
        "trained": {"minutes": round(state["progress"]["seconds"] / 60, 1), "steps": state["progress"]["step"],
                    "samples": state["seen"], "seed": state["settings"]["seed"], "asked": state["settings"]},
        "curve": state["curve"], "torch": torch.__version__,
    }
    if task == "detector":
        facts["thresholds"] = vars(thresholds)
    manifest = export.manifest(directory / f"{task}.json", files, metrics, facts)
    (directory / f"{task}.md").write_text(card.text(manifest))
    print(f"{directory}: {', '.join(sorted(f.name for f in directory.iterdir() if f.name.startswith(task)))}")


def _line_inputs(count):
    pictures, made = [], []
    for batch in linedata.chunk(linedata.lines_folder(), shards.count(linedata.lines_folder()), 0, 0, size=max(64, count)):
        for row, width in zip(batch.pixels, batch.widths):
            pictures.append(row[:, :width])
    for picture in pictures[:count]:
        made.append(recognizer.normalise(linedata.pad([picture], [[]])).numpy())
    return made


def _page_inputs(count):
    dice, directory, made = Dice("calibration"), pagedata.pages_folder(), []
    for i in range(count):
        shard = shards.read(shards.path_of(directory, i % shards.count(directory)))
        at = i % len(shard)
        seen, _ = pagedata.visit(dice, shard.picture(at), np.array(shard.notes[at], np.float32).reshape(-1, 4, 2), crop=640)
        made.append(pagedata.to_input(seen[None]))
    return made


def contact_sheet(options):
    """Writes a PNG of what the model is trained on, to be looked at."""
    directory = tasks.TASKS[options.task].data()
    known = shards.count(directory)
    if not known:
        raise SystemExit("Nothing is rendered yet: train render first.")
    if options.task == "recognizer":
        batches = linedata.chunk(directory, known, 7, 7, size=512)
        rows = [row for batch in batches[::4] for row in batch.pixels[:6, :, :640]][:96]
        cells = [np.pad(row, ((0, 2), (0, 640 - row.shape[1])), constant_values=128) for row in rows]
        sheet = np.hstack([np.vstack(cells[i::2][: len(cells) // 2]) for i in range(2)])
    else:
        batch = pagedata.chunk(directory, known, 7, 7, pages=8)
        sheet = np.vstack([np.hstack([_marked(b, i) for i in range(4)]) for b in batch[:4]])[:, :, ::-1]
    path = options.output or str(run_folder(options) / "sheet.png")
    cv2.imwrite(path, sheet)
    print(path)


def _marked(batch, index):
    picture, side = batch.pixels[index].copy(), batch.pixels.shape[1]
    kernel = cv2.resize(batch.kernel[index], (side, side), interpolation=cv2.INTER_NEAREST) > 0
    picture[kernel] = picture[kernel] // 3 + np.array([170, 0, 0], np.uint8)
    return picture
