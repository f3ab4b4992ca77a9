import numpy as np
import pytest

from glyphtrain import dbnet, pagedata
from glyphtrain.designs import DESIGNS, PageRenderer
from glyphtrain.dice import Dice
from glyphtrain.measure import boxes_match


@pytest.fixture(scope="session")
def renderer():
    return PageRenderer()


def test_same_seed_same_page(renderer):
    (first, quads), (again, quads_again) = renderer.page(3), renderer.page(3)
    assert np.array_equal(first, again) and quads == quads_again


def test_every_design_composes_with_quads_inside_the_page(renderer):
    seen = 0
    for seed in range(8):
        pixels, quads = renderer.page("inside", seed)
        corners = np.array(quads).reshape(-1, 2)
        seen += len(quads)
        assert pixels.shape == (1120, 1120, 3)
        assert corners.min(initial=0) >= 0 and corners.max(initial=0) <= 1120
    assert seen > 50 and len(DESIGNS) == 5


def test_kernels_lie_in_lines_and_low_lines_are_ignored():
    high = np.array([[20, 20], [180, 20], [180, 44], [20, 44]], np.float32)
    low = np.array([[20, 100], [180, 100], [180, 104], [20, 104]], np.float32)
    kernel, full, weight = pagedata.targets([high, low], 192)
    assert kernel.sum() > 0 and not (kernel & (1 - full)).any()
    assert kernel[45:60].sum() == 0 and weight[50:52, 20:80].max() == 0
    assert weight[11, 50] == 3


def test_line_that_became_black_on_black_is_ignored():
    quads = np.array([[[20, 20], [180, 20], [180, 44], [20, 44]], [[20, 80], [180, 80], [180, 104], [20, 104]]], np.float32)
    picture = np.zeros((192, 192, 3), np.uint8)
    picture[85:99, 30:170:8] = 255
    shown = pagedata.legible(picture, quads)
    kernel, _, weight = pagedata.targets(quads, 192, shown)
    assert shown == [False, True]
    assert weight[16, 50] == 0 and kernel[:24].sum() == 0 and kernel[40:52].sum() > 0


def test_drawn_kernels_come_back_as_boxes():
    """The post-processing with the ratio that undoes the shrink finds the lines from perfect maps."""
    quads = np.array([[[20, y], [300, y], [300, y + 20], [20, y + 20]] for y in range(20, 360, 26)], np.float32)
    kernel, _, _ = pagedata.targets(quads, 384)
    found = dbnet.quads(kernel.astype(np.float32).repeat(2, 0).repeat(2, 1), 384, 384, dbnet.Thresholds(0.5, 0.5, 1.8))
    recalled, right, wanted, given = boxes_match(found, quads)
    assert (recalled, right) == (wanted, given)


def test_quads_follow_the_picture(renderer):
    """Where a visited crop says text is, there is more contrast than elsewhere."""
    pixels, quads = np.full((1120, 1120, 3), 255, np.uint8), [[[100, 300], [1000, 300], [1000, 340], [100, 340]]]
    pixels[300:340, 100:1000] = 0
    dice, dark, light = Dice("follow"), [], []
    for _ in range(30):
        matrix_state = pagedata.look
        pagedata.look = lambda dice, picture: picture
        try:
            seen, moved = pagedata.visit(dice, pixels, np.array(quads, np.float32), crop=384)
        finally:
            pagedata.look = matrix_state
        _, full, _ = pagedata.targets(moved, 384)
        grey = seen[1::2, 1::2].mean(2)
        if full.sum() > 200:
            dark.append(grey[full == 1].mean())
            light.append(np.median(grey[full == 0]))
    assert dark and np.mean(dark) < 60 and np.mean(light) > 200


def test_grown_quad_is_wider_and_higher():
    quad = np.array([[10, 10], [110, 10], [110, 30], [10, 30]], np.float32)
    assert np.allclose(dbnet.grown(quad), [[7, 8.8], [113, 8.8], [113, 31.2], [7, 31.2]])
