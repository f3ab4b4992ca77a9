"""From a checkpoint to ONNX files: fp32, fp16 weights, int8; with parity inputs and outputs, a manifest, a card."""

import hashlib
import inspect
import json
from pathlib import Path

import numpy as np
import onnx
import torch

from glyphtrain import charset, quantise
from glyphtrain.graphrun import Graph

OPSET = 17
PARITY = 1e-4


def to_onnx(module, path, example, names, dynamic, metadata):
    """Writes an fp32 model of opset 17 with free batch and sides; the metadata travels in the file."""
    options = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(module.eval(), (example,), str(path), input_names=[names[0]], output_names=[names[1]],
                      dynamic_axes=dynamic, opset_version=OPSET, do_constant_folding=True, **options)
    model = onnx.load(str(path))
    model.producer_name, model.producer_version = "glyphflow-train", "1"
    for key, value in metadata.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    for i, node in enumerate(model.graph.node):
        node.name = f"{node.op_type}_{i}"
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def recognizer_file(module, path):
    metadata = {"character": "\n".join(charset.CHARACTERS), "model": "glyphflow text recognizer"}
    dynamic = {"x": {0: "n", 3: "w"}, "probs": {0: "n", 1: "t"}}
    to_onnx(module, path, torch.zeros(2, 1, 32, 320), ("x", "probs"), dynamic, metadata)


def detector_file(module, path, thresholds):
    metadata = {"model": "glyphflow text-line detector", "thresholds": json.dumps(vars(thresholds))}
    dynamic = {"x": {0: "n", 2: "h", 3: "w"}, "prob": {0: "n", 2: "h", 3: "w"}}
    to_onnx(module, path, torch.zeros(1, 3, 64, 96), ("x", "prob"), dynamic, metadata)


@torch.no_grad()
def parity(module, path, inputs):
    """The greatest difference between torch and the file, over the inputs; raises where it is above 1e-4."""
    graph, worst = Graph(path), 0.0
    for x in inputs:
        wanted = module(torch.from_numpy(x)).numpy()
        worst = max(worst, float(np.abs(graph.run(x) - wanted).max()))
    if worst > PARITY:
        raise SystemExit(f"{path} answers other than the network: {worst:.2e}")
    return worst


def write_parity(path, inputs, folder):
    """Inputs and what this file answers to them, as little-endian floats with their shapes, for other runtimes."""
    graph, cases = Graph(path), []
    folder.mkdir(parents=True, exist_ok=True)
    for i, x in enumerate(inputs):
        answer = graph.run(x)
        for part, values in (("in", x), ("out", answer)):
            values.astype("<f4").tofile(folder / f"{i}.{part}.f32")
        cases.append(f"{i} {'x'.join(map(str, x.shape))} {'x'.join(map(str, answer.shape))}")
    (folder / "cases.txt").write_text("\n".join(cases) + "\n")


def variants(fp32, calibration):
    """The three files beside each other: name -> path."""
    fp32 = Path(fp32)
    made = {"fp32": fp32, "w16": fp32.with_name(fp32.stem + "_w16.onnx"), "int8": fp32.with_name(fp32.stem + "_int8.onnx")}
    quantise.weights_fp16(fp32, made["w16"])
    quantise.int8(fp32, made["int8"], calibration)
    return made


def manifest(path, files, metrics, facts):
    """A JSON of what was made: files with sizes and sha256, metrics, how it was trained."""
    listed = {
        name: {"file": Path(file).name, "bytes": Path(file).stat().st_size, "sha256": sha256(file), "metrics": metrics.get(name, {})}
        for name, file in files.items()
    }
    content = {"opset": OPSET, "files": listed, **facts}
    Path(path).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return content


def sha256(file):
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()
