"""The characters that the recognizer knows, and their classes: class 0 is CTC's blank, class n is the n-th character."""

import functools

_ASCII = [chr(c) for c in range(0x20, 0x7F)]
# Without the no-break space and the soft hyphen, which nobody sees.
_LATIN_1 = [chr(c) for c in range(0xA1, 0x100) if c != 0xAD]
# Without what looks like two other characters (ĳ, ŀ, ŉ), the long s, and ĸ.
_EXTENDED_A = [chr(c) for c in range(0x100, 0x180) if c not in (0x132, 0x133, 0x138, 0x13F, 0x140, 0x149, 0x17F)]
_MORE = list("ȘșȚțẞ€™‘’‚“”„†‡•…‰‹›–—−≤≥≠≈√∞←→↑↓№✓□■")

CHARACTERS = tuple(_ASCII + _LATIN_1 + _EXTENDED_A + _MORE)
CLASSES = len(CHARACTERS) + 1
BLANK = 0

_CLASS_OF = {c: i + 1 for i, c in enumerate(CHARACTERS)}
EXTENDED = frozenset(_EXTENDED_A + list("ȘșȚțẞ"))
ACCENTED = tuple(c for c in CHARACTERS if ord(c) > 127 and c.isalpha())
SYMBOLS = tuple(c for c in CHARACTERS if ord(c) > 127 and not c.isalpha())

# How a reader sees what a typesetter writes in one glyph or in several ways.
_SAME = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " ", "\u00ad": "", "\u2010": "-", "\u2011": "-"})


def encode(text):
    """The classes of a text. Raises KeyError for a character that is not known."""
    return [_CLASS_OF[c] for c in text]


def decode(classes):
    """The text of a sequence of frames: repeats are one, blanks are none (greedy CTC)."""
    last, text = BLANK, []
    for c in classes:
        if c != BLANK and c != last:
            text.append(CHARACTERS[c - 1])
        last = c
    return "".join(text)


def is_known(text):
    return all(c in _CLASS_OF for c in text)


def fold(text):
    """Spells ligatures and unseen characters the way labels are written."""
    return text.translate(_SAME)


def clean(text):
    """A label: folded, unknown characters dropped, one space between words, none at the ends."""
    return " ".join("".join(c for c in fold(text) if c in _CLASS_OF or c.isspace()).split())


def frames_needed(text):
    """The least number of CTC frames that can say the text: one for each character, a blank between equal neighbours."""
    return len(text) + sum(a == b for a, b in zip(text, text[1:]))


def frames(width):
    """The number of frames that the recognizer answers for a line of this width (two halvings, rounded up)."""
    half = (width + 1) // 2
    return (half + 1) // 2


@functools.lru_cache(maxsize=200_000)
def bits(text):
    """The characters of a text as bits of an integer, to compare with a font's coverage."""
    mask = 0
    for c in text:
        mask |= 1 << _CLASS_OF[c]
    return mask & ~(1 << _CLASS_OF[" "])
