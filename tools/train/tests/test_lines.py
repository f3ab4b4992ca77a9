import numpy as np
import pytest

from glyphtrain import charset, linedata, shards
from glyphtrain.degrade import Degrader
from glyphtrain.dice import Dice
from glyphtrain.fonts import Faces, rules
from glyphtrain.texts import KINDS, Texts


def test_same_seed_same_lines(lines):
    first, again, other = lines.lines(20, 5), lines.lines(20, 5), lines.lines(20, 6)
    assert [line.text for line in first] == [line.text for line in again]
    assert all(np.array_equal(a.ink, b.ink) for a, b in zip(first, again))
    assert [line.text for line in first] != [line.text for line in other]


def test_ink_touches_every_side_of_its_mask(lines):
    for line in lines.lines(30, 7):
        assert min(line.ink[0].max(), line.ink[-1].max(), line.ink[:, 0].max(), line.ink[:, -1].max()) > 60


@pytest.mark.parametrize("kind", KINDS)
def test_texts_of_every_kind_are_labels(kind):
    texts, dice = Texts(), Dice(kind)
    for _ in range(100):
        found, text = texts.draw(dice, kind)
        assert found == kind and charset.is_known(text) and text == charset.clean(text)


def test_words_with_letters_of_extended_a_are_common():
    texts, dice = Texts(), Dice("share")
    drawn = [texts.draw(dice)[1] for _ in range(1000)]
    assert sum(any(c in charset.EXTENDED for c in text) for text in drawn) > 130


def test_held_out_families_are_never_trained_on():
    held = set(rules()["held_out"])
    trained, kept = set(Faces(is_held_out=False).families), set(Faces(is_held_out=True).families)
    assert not trained & held
    assert kept and kept <= held


def test_degraded_line_is_32_rows_and_its_label_possible(lines):
    degrader, drawn = Degrader(Dice("look")), lines.lines(60, 8)
    made = [(degrader.line(a.ink, a.size, a.text, b.ink), a.text) for a, b in zip(drawn, drawn[1:] + drawn[:1])]
    made = [(picture, text) for picture, text in made if picture is not None]
    assert len(made) > 40
    for picture, text in made:
        assert picture.shape[0] == 32 and picture.dtype == np.uint8
        assert charset.frames_needed(text) <= charset.frames(picture.shape[1])


def test_degrading_twice_gives_two_pictures(lines):
    (line,) = lines.lines(1, 9)
    degrader = Degrader(Dice("twice"))
    pictures = [degrader.line(line.ink, line.size, line.text) for _ in range(6)]
    pictures = [p for p in pictures if p is not None]
    assert any(a.shape != b.shape or not np.array_equal(a, b) for a, b in zip(pictures, pictures[1:]))


def test_shard_gives_back_what_was_written(lines, tmp_path):
    drawn = lines.lines(10, 10)
    path = shards.path_of(tmp_path, 0)
    shards.write_lines(path, drawn)
    shard = shards.Shard(path)
    for i, line in enumerate(drawn):
        back = shards.line(shard, i)
        assert (back.text, back.kind, back.size) == (line.text, line.kind, line.size)
        assert np.array_equal(back.ink, line.ink)


def test_shards_are_counted_up_to_the_first_gap(tmp_path):
    for number in (0, 1, 3):
        shards.write(shards.path_of(tmp_path, number), [], [])
    assert shards.count(tmp_path) == 2


def test_chunk_is_the_same_whenever_it_is_made(line_shards):
    first, again = (linedata.chunk(str(line_shards), 2, 1, 4, size=64) for _ in range(2))
    assert sum(map(len, first)) >= 60
    assert all(np.array_equal(a.pixels, b.pixels) and a.labels == b.labels for a, b in zip(first, again))


def test_labels_of_a_batch_fit_its_frames(line_shards):
    for batch in linedata.chunk(str(line_shards), 2, 1, 0, size=64):
        for width, label in zip(batch.widths, batch.labels):
            repeats = sum(a == b for a, b in zip(label, label[1:]))
            assert 0 < len(label) + repeats <= charset.frames(int(width))
