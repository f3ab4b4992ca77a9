"""How good an answer is: character error rate, words found, boxes matched."""

import re
from collections import Counter

import numpy as np

# Quotes and dashes that look alike in most typefaces count as the same; spaces are judged by the words.
_ALIKE = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "—": "-", "–": "-", "−": "-", "ﬁ": "fi", "ﬂ": "fl"})


def distance(a, b):
    """Levenshtein's edit distance, one row of the table at a time."""
    if len(a) < len(b):
        a, b = b, a
    wanted = np.array([ord(c) for c in b], np.int32)
    row, steps = np.arange(len(b) + 1), np.arange(len(b) + 1)
    for i, c in enumerate(a, 1):
        best = np.minimum(row[1:] + 1, row[:-1] + (wanted != ord(c)))
        # Insertions run along the row: best[j] = min over k <= j of value[k] + (j - k).
        row = np.minimum.accumulate(np.concatenate(([i], best)) - steps) + steps
    return int(row[-1])


def error_rate(read, truth):
    """Edits per character of the truth, without spaces, quotes and dashes folded."""
    read, truth = (re.sub(r"\s+", "", text.translate(_ALIKE)) for text in (read, truth))
    return distance(read, truth) / max(1, len(truth))


def words(read, truth):
    """Recall and precision of words, as bags: reading order does not count."""
    found, wanted = (Counter(re.findall(r"[^\W_]+", text.translate(_ALIKE).lower())) for text in (read, truth))
    right = sum((found & wanted).values())
    return right / max(1, sum(wanted.values())), right / max(1, sum(found.values()))


def by_kind(read, truth, kinds):
    """Error rate of each kind of line (spaces count), of all, of all but the worst twentieth; share of exact lines."""
    edits = [distance(a, b) for a, b in zip(read, truth)]
    sizes = [len(b) for b in truth]

    def rate(chosen):
        return sum(edits[i] for i in chosen) / max(1, sum(sizes[i] for i in chosen))

    everything = range(len(truth))
    worst_last = sorted(everything, key=lambda i: edits[i] / max(1, sizes[i]))
    found = {"cer": rate(everything), "cer95": rate(worst_last[: len(truth) * 19 // 20])}
    found["exact"] = sum(e == 0 for e in edits) / max(1, len(edits))
    for kind in sorted(set(kinds)):
        found["cer_" + kind] = rate([i for i in everything if kinds[i] == kind])
    return {key: round(value, 4) for key, value in found.items()}


def boxes_match(found, truth, overlap=0.5):
    """Counts (true boxes found, found boxes that are true, true, found) of quads by their upright boxes' IoU."""
    if not len(found) or not len(truth):
        return 0, 0, len(truth), len(found)
    a, b = _upright(found), _upright(truth)
    size = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
    common = size.clip(0).prod(2)
    area_a, area_b = ((c[:, 2:] - c[:, :2]).prod(1) for c in (a, b))
    union = area_a[:, None] + area_b[None] - common
    ious = common / np.maximum(union, 1e-9)
    return int((ious.max(0) > overlap).sum()), int((ious.max(1) > overlap).sum()), len(truth), len(found)


def _upright(quads):
    quads = np.asarray(quads, np.float32).reshape(-1, 4, 2)
    return np.concatenate([quads.min(1), quads.max(1)], 1)
