import pytest

from glyphtrain import charset
from glyphtrain.workspace import shared


def test_classes_are_characters_and_a_blank():
    assert charset.CLASSES == 348
    assert len(set(charset.CHARACTERS)) == 347


@pytest.mark.parametrize("text", ["plain", "two  tt", "Žluťoučký kůň", "№ 5 ≤ 7 → ✓", " ", "", "ŝĥŵŷ ȘșȚț ẞ"])
def test_text_with_blanks_between_equal_neighbours_comes_back(text):
    frames = []
    for number in charset.encode(text):
        frames += [charset.BLANK, number, number]
    assert charset.decode(frames) == text


def test_equal_neighbours_without_a_blank_are_one():
    (a,) = charset.encode("a")
    assert charset.decode([a, a, charset.BLANK, a]) == "aa"


def test_unknown_character_cannot_be_encoded():
    with pytest.raises(KeyError):
        charset.encode("日")


def test_clean_folds_ligatures_and_drops_what_is_not_known():
    assert charset.clean("ﬁne\u00a0 \u00ado日ﬄe ") == "fine offle"


@pytest.mark.parametrize("width,frames", [(1, 1), (4, 1), (5, 2), (8, 2), (320, 80), (333, 84)])
def test_frames_are_a_quarter_of_the_width_rounded_up(width, frames):
    assert charset.frames(width) == frames


def test_frames_needed_counts_a_blank_between_equal_neighbours():
    assert charset.frames_needed("aab") == 4


def test_characters_are_those_of_the_shared_prototype():
    root = shared()
    if root is None:
        return
    listed = (root / "testdata" / "models" / "prototype" / "charset.txt").read_text().split("\n")
    assert tuple(listed[:347]) == charset.CHARACTERS
