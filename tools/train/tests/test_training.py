from functools import partial

import pytest
import torch

from glyphtrain import linedata, recognizer, tasks
from glyphtrain.loop import Settings, Training
from glyphtrain.schedule import Average, Progress, learning_rate


def training(directory, shards, steps=12, name="tiny"):
    torch.manual_seed(4)
    settings = Settings(name, steps=steps, threads=1, workers=0, precision="fp32", warm_up=3, marks=())
    make = partial(linedata.chunk, size=64)
    return Training(settings, recognizer.Recognizer("tiny"), tasks.TASKS["recognizer"].loss, make, shards,
                    directory / "checkpoint.pt", say=lambda text: None)


def weights(trained):
    return list(trained.average.network.state_dict().values()) + list(trained.network.state_dict().values())


def test_interrupted_training_ends_as_one_that_was_not(line_shards, tmp_path):
    (tmp_path / "whole").mkdir(), (tmp_path / "parts").mkdir()
    whole = training(tmp_path / "whole", line_shards)
    assert whole.run()
    for stop in (5, 9):
        assert not training(tmp_path / "parts", line_shards).run(until=stop)
    parts = training(tmp_path / "parts", line_shards)
    assert parts.progress.step == 9
    assert parts.run()
    assert parts.seen == whole.seen
    assert all(torch.equal(a, b) for a, b in zip(weights(whole), weights(parts)))


def test_checkpoint_of_another_training_is_refused(line_shards, tmp_path):
    training(tmp_path, line_shards).run(until=1)
    with pytest.raises(SystemExit, match="another training"):
        training(tmp_path, line_shards, steps=99)


def test_network_learns_a_few_lines_by_heart(line_shards):
    pairs = [
        (row[:, :width], label)
        for batch in linedata.chunk(str(line_shards), 2, 1, 0, size=128)
        for row, width, label in zip(batch.pixels, batch.widths, batch.labels)
        if 60 < width < 160
    ][:16]  # with fewer than 16, torch takes its slow convolutions
    batch = linedata.pad([picture for picture, _ in pairs], [label for _, label in pairs])
    torch.manual_seed(1)
    network = recognizer.Recognizer("small").to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(network.parameters(), 2e-3)
    for _ in range(40):
        value = tasks.TASKS["recognizer"].loss(network, batch, "cpu")
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
    assert float(value) < 0.5


def test_answer_has_the_frames_that_labels_are_made_for():
    network = recognizer.Recognizer("tiny").eval()
    for width in (8, 64, 66, 333):
        assert network(torch.zeros(1, 1, 32, width)).shape[1] == recognizer.charset.frames(width)


def test_padding_is_zero_and_lines_are_stretched():
    import numpy as np

    batch = linedata.pad([np.tile(np.array([100, 160], np.uint8), (32, 8)), np.zeros((32, 40), np.uint8)], [[1], [2]])
    x = recognizer.normalise(batch)
    assert x[0, 0, 0, 0] == -1 and x[0, 0, 0, 1] == 1
    assert x[0, 0, :, 16:].abs().max() == 0


def test_rate_warms_up_and_falls_to_a_fiftieth():
    progress = Progress(steps=100)
    assert learning_rate(1.0, progress, 10) == pytest.approx(0.1)
    progress.step = 100
    assert learning_rate(1.0, progress, 10) == pytest.approx(0.02)


def test_progress_by_minutes_counts_time_of_training():
    progress = Progress(minutes=2)
    progress.advance(30.0)
    assert progress.share == 0.25 and not progress.is_over


def test_average_follows_slowly():
    network = torch.nn.Linear(1, 1)
    average = Average(network, 0.5)
    with torch.no_grad():
        network.weight += 1
    before = average.network.weight.item()
    average.follow(network, 1000)
    assert average.network.weight.item() == pytest.approx(before + 0.5)
