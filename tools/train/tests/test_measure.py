import random

from glyphtrain import measure


def slow_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


def test_distance_equals_the_plain_table():
    chance = random.Random(1)
    for _ in range(200):
        a, b = ("".join(chance.choices("abc", k=chance.randint(0, 9))) for _ in range(2))
        assert measure.distance(a, b) == slow_distance(a, b)


def test_error_rate_folds_quotes_dashes_and_spaces():
    assert measure.error_rate("“a – b”", '"a-b"') == 0
    assert measure.error_rate("abd", "abc") == 1 / 3


def test_words_count_as_bags():
    assert measure.words("one two two", "two one three") == (2 / 3, 2 / 3)


def test_kinds_are_rated_apart():
    found = measure.by_kind(["ab", "xx"], ["ab", "yy"], ["prose", "code"])
    assert found["cer_prose"] == 0 and found["cer_code"] == 1 and found["exact"] == 0.5


def test_boxes_match_by_half_their_union():
    quad = [[0, 0], [10, 0], [10, 10], [0, 10]]
    far = [[50, 50], [60, 50], [60, 60], [50, 60]]
    assert measure.boxes_match([quad, far], [quad]) == (1, 1, 1, 2)
    assert measure.boxes_match([], [quad]) == (0, 0, 1, 0)
