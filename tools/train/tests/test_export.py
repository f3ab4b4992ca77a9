import json

import numpy as np
import onnx
import pytest
import torch

from glyphtrain import card, charset, dbnet, detector, export, quantise, recognizer
from glyphtrain.graphrun import Graph


def settled(network, *shape):
    """A network whose batch norms have seen something, in evaluation mode."""
    torch.manual_seed(2)
    network.train()
    with torch.no_grad():
        for _ in range(40):
            network(torch.randn(*shape))
    return network.eval()


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    module = recognizer.Exported(settled(recognizer.Recognizer("tiny"), 4, 1, 32, 96))
    path = tmp_path_factory.mktemp("reader") / "reader.onnx"
    export.recognizer_file(module, path)
    return module, path


@pytest.fixture(scope="module")
def finder(tmp_path_factory):
    module = detector.Exported(settled(detector.Detector("tiny"), 2, 3, 64, 64))
    path = tmp_path_factory.mktemp("finder") / "finder.onnx"
    export.detector_file(module, path, dbnet.Thresholds())
    return module, path


def chance(*shape):
    return np.random.default_rng(len(shape)).standard_normal(shape, np.float32)


@pytest.mark.parametrize("shape", [(1, 1, 32, 8), (3, 1, 32, 333)])
def test_recognizer_file_answers_as_the_network(reader, shape):
    assert export.parity(*reader, [chance(*shape)]) < 1e-5


@pytest.mark.parametrize("shape", [(1, 3, 32, 32), (2, 3, 64, 160)])
def test_detector_file_answers_as_the_network(finder, shape):
    module, path = finder
    assert export.parity(module, path, [chance(*shape)]) < 1e-5
    assert Graph(path).run(chance(*shape)).shape == (shape[0], 1, *shape[2:])


def test_file_says_its_characters(reader):
    metadata = {p.key: p.value for p in onnx.load(str(reader[1])).metadata_props}
    assert tuple(metadata["character"].split("\n")) == charset.CHARACTERS
    assert onnx.load(str(reader[1])).opset_import[0].version == export.OPSET


def test_weights_lose_at_most_half_a_step_per_channel():
    weight = chance(6, 5, 3, 3) * np.array([1, 10, 0.1, 1e-3, 5, 0], np.float32).reshape(-1, 1, 1, 1)
    scales = quantise.weight_scales(weight).reshape(-1, 1, 1, 1)
    back = np.clip(np.rint(weight / scales), -127, 127) * scales
    assert (np.abs(back - weight) <= scales / 2 * 1.001).all()


@pytest.mark.parametrize("low,high", [(0.0, 3.0), (-1.0, 2.0), (-5.0, -1.0), (0.0, 0.0)])
def test_activations_keep_zero_exact_and_lose_at_most_half_a_step(low, high):
    scale, zero = quantise.activation_scale(low, high)
    values = np.linspace(min(low, 0), max(high, 0), 1000, dtype=np.float32)
    back = (np.clip(np.rint(values / scale) + zero, 0, 255) - float(zero)) * scale
    assert np.abs(back - values).max() <= scale * 1.01
    assert (np.clip(np.rint(0 / scale) + zero, 0, 255) - float(zero)) * scale == 0


@pytest.mark.parametrize("which", ["reader", "finder"])
def test_small_files_answer_nearly_the_same(which, request):
    module, path = request.getfixturevalue(which)
    shape = (2, 1, 32, 96) if which == "reader" else (1, 3, 64, 96)
    inputs = [chance(*shape)]
    wanted = module(torch.from_numpy(inputs[0])).detach().numpy()
    for name, file in export.variants(path, inputs).items():
        apart = np.abs(Graph(file).run(inputs[0]) - wanted).max()
        assert apart < {"fp32": 1e-5, "w16": 1e-2, "int8": 5e-2}[name]


def test_first_and_last_convolution_stay_as_they_are(reader, tmp_path):
    _, path = reader
    quantise.int8(path, tmp_path / "int8.onnx", [chance(1, 1, 32, 64)])
    convolutions = [n for n in onnx.load(str(tmp_path / "int8.onnx")).graph.node if n.op_type == "Conv"]
    quantised = [n.input[1].endswith("_dq") for n in convolutions]
    assert not quantised[0] and not quantised[-1] and all(quantised[1:-1])


def test_manifest_and_card_say_what_was_made(reader, tmp_path):
    _, path = reader
    facts = {
        "model": "recognizer", "size": "tiny", "parameters": 1234, "torch": "1", "curve": [], "parity": 0.0,
        "trained": {"minutes": 2.0, "steps": 7, "samples": 99, "seed": 1, "asked": {"steps": 7, "minutes": None}},
    }
    made = export.manifest(tmp_path / "m.json", {"fp32": path}, {"fp32": {"cer": 0.5}}, facts)
    assert json.loads((tmp_path / "m.json").read_text())["files"]["fp32"]["sha256"] == export.sha256(path)
    text = card.text(made)
    assert "| cer | 0.5 |" in text and "OFL-1.1" in text and "$" not in text
