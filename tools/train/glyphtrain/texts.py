"""What the lines say: a seeded sampler of running text, words, numbers, addresses, symbols and nonsense.

Each text has a kind, by which errors are counted. The weights favour what the prototype read badly: words with
letters of Latin Extended-A, headings in capitals, symbols among words.
"""

import string

from glyphtrain import charset, corpus

KINDS = {
    "prose": 0.33, "western": 0.15, "extended": 0.16, "numbers": 0.12, "code": 0.04, "nonsense": 0.05, "symbols": 0.06,
    "capitals": 0.06, "accents": 0.03,
}
_ASCII_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_QUOTES = ['""', "“”", "‘’", "«»", "„“", "''", "[]", "`'", "‹›", "()"]
# Letters that carry the marks of Latin Extended-A, to put on any word.
_MARKED = {
    "a": "āăąàáâãäå", "c": "ćĉċčç", "d": "ďđ", "e": "ēĕėęěèéêë", "g": "ĝğġģ", "h": "ĥħ", "i": "ĩīĭįıìíîï", "j": "ĵ",
    "k": "ķ", "l": "ĺļľł", "n": "ńņňŋñ", "o": "ōŏőòóôõöøœ", "r": "ŕŗř", "s": "śŝşšșß", "t": "ţťŧț", "u": "ũūŭůűųùúûü",
    "w": "ŵ", "y": "ŷýÿ", "z": "źżž",
}


class Texts:
    """Draws (kind, text) pairs; with the same dice, the same ones."""

    def __init__(self):
        self.paragraphs, self.words = corpus.load()
        self.languages = {
            "western": [name for name in corpus.WESTERN if name in self.words],
            "extended": [name for name in corpus.EXTENDED if name in self.words],
        }
        self._accented = {name: [w for w in words if not w.isascii()] for name, words in self.words.items()}

    def draw(self, dice, kind=None, length=None):
        """A text of a kind (drawn by weight if none is named) of about a length in characters."""
        kind = kind or dice.weighted(KINDS)
        length = length or self._length(dice)
        text = charset.clean(getattr(self, "_" + kind)(dice, length))
        if kind in ("prose", "western", "extended", "accents"):
            text = charset.clean(self._finish(dice, text))
        return kind, text

    @staticmethod
    def _length(dice):
        """17 characters on average; some whole lines of a page, for spaces and context as reading meets them."""
        if dice.chance(0.08):
            return dice.integer(45, 90)
        return min(44, max(1, int(dice.gamma(3.2, 6.5))))

    def _prose(self, dice, length):
        paragraph = dice.choice(self.paragraphs)
        start = dice.integer(0, max(0, len(paragraph) - length))
        if start:
            space = paragraph.find(" ", start)
            start = space + 1 if 0 <= space < len(paragraph) - 3 else 0
        text = paragraph[start : start + length]
        if start + length < len(paragraph) and " " in text and dice.chance(0.9):
            text = text[: text.rfind(" ")]
        return text

    def _western(self, dice, length):
        return self._sequence(dice, length, "western", 0.35)

    def _extended(self, dice, length):
        return self._sequence(dice, length, "extended", 0.6)

    def word(self, dice, group, marked=0.0):
        """A word of one of a group's languages, with a mark on some letter as often as said."""
        language = dice.choice(self.languages[group])
        accented = self._accented[language]
        return dice.choice(accented if accented and dice.chance(marked) else self.words[language])

    def _sequence(self, dice, length, group, marked):
        language = dice.choice(self.languages[group])
        words, accented = self.words[language], self._accented[language]
        parts, size = [], 0
        while size < length:
            word = self._decorate(dice, dice.choice(accented if accented and dice.chance(marked) else words), words)
            parts.append(word)
            size += len(word) + 1
        most = max(44, length)
        text = " ".join(parts)[:most]
        return text[: text.rfind(" ")] if len(text) == most and " " in text else text

    def _decorate(self, dice, word, words):
        case = dice.random()
        if case < 0.15:
            word = word.capitalize()
        elif case < 0.21:
            word = word.upper()
        if dice.chance(0.14):
            word += dice.choice(",,,...;:!?…")
        way = dice.random()
        if way < 0.05:
            opening, closing = dice.choice(_QUOTES)
            word = opening + word + closing
        elif way < 0.07:
            word += dice.choice([" – ", " — ", "—", " - ", "/", " & ", "-"]) + dice.choice(words)
        elif way < 0.085:
            word = self.number(dice)
        elif way < 0.095:
            word += dice.choice(["'s", "’s", "®", "™", "©", "*", "†", "¹", "²", "³"])
        return word

    def _accents(self, dice, length):
        """Words with marks put on any letter: the letters that no dictionary here has often (ĥ, ŵ, ŧ, ŏ)."""
        text = self._sequence(dice, length, "western", 0.0)
        share = dice.uniform(0.1, 0.5)
        marked = []
        for c in text:
            options = _MARKED.get(c.lower())
            if options and dice.chance(share):
                other = dice.choice(options)
                c = other.upper() if c.isupper() and len(other.upper()) == 1 else other
            marked.append(c)
        return "".join(marked)

    def _capitals(self, dice, length):
        """A heading: few words in capitals (set wide by the renderer more often than other text)."""
        group = "extended" if dice.chance(0.25) else "western"
        count = dice.choice([1, 1, 1, 2, 2, 3, 4])
        text = " ".join(self.word(dice, group, 0.2) for _ in range(count)) if dice.chance(0.7) else self._prose(dice, length)
        return text[:36].upper()

    def _numbers(self, dice, length):
        text = self.number(dice)
        while len(text) < length * 0.6 and dice.chance(0.5):
            text += " " + self.number(dice)
        return text

    def number(self, dice):
        """A number, a sum of money, a date, a time, a telephone number, a measure, a reference."""
        i, way = dice.integer, dice.random()
        if way < 0.20:
            return str(i(0, 10 ** i(1, 9)))
        if way < 0.35:
            return f"{i(0, 10 ** i(1, 6)):,}.{i(0, 99):02d}"
        if way < 0.42:
            return f"{i(0, 10 ** i(1, 6)):,}".replace(",", ".") + f",{i(0, 99):02d}"
        if way < 0.55:
            cents = dice.choice(["", f".{i(0, 99):02d}"])
            return dice.choice("$€£¥") + dice.choice(["", " "]) + f"{i(0, 99999):,}" + cents
        if way < 0.67:
            form = dice.choice(["{}/{}/{}", "{:02d}.{:02d}.{}", "{2}-{1:02d}-{0:02d}", "{}–{}–{}"])
            return form.format(i(1, 31), i(1, 12), i(1900, 2030))
        if way < 0.72:
            return f"{i(0, 23):02d}:{i(0, 59):02d}" + dice.choice(["", f":{i(0, 59):02d}", " am", " PM"])
        if way < 0.80:
            return f"+{i(1, 99)} ({i(0, 999)}) {i(100, 999)}-{i(1000, 9999)}"
        if way < 0.86:
            unit = dice.choice(["%", " %", "°", "°C", f" ±{i(1, 9)}", " kg", " mm", " µm", f"×{i(1, 99)}", "‰", " m²"])
            return f"{dice.uniform(-100, 100):.{i(0, 3)}f}".replace("-", dice.choice("-−")) + unit
        if way < 0.92:
            return dice.choice(["({})", "[{}]", "{}.", "{})", "§ {}", "No. {}", "№ {}", "p. {}", "#{}", "Fig. {}", "{}½"]).format(i(1, 999))
        return " ".join(str(i(0, 9999)) for _ in range(i(2, 6)))

    def _code(self, dice, length):
        plain = (self.word(dice, "western").lower() for _ in range(99))
        words = ["".join(c for c in w if c.isascii() and c.isalnum()) or "x" for _, w in zip(range(4), plain)]
        form = dice.choice([
            "www.{}.com", "{}@{}.org", "https://{}.{}/{}", "http://www.{}.de/{}.html", "/usr/{}/{}", "{}_{}={}", "{}({}, {});",
            "{}.{}()", "C:\\{}\\{}", "{}-{}@{}.net", "<{}>{}</{}>", '{{"{}": "{}"}}', "${{{}}}", "{}[{}] += {}", "--{}={}",
        ])
        return form.format(*words)

    def _nonsense(self, dice, length):
        letters, way = string.ascii_letters, dice.random()
        if way < 0.35:
            alphabet = letters + string.digits
        elif way < 0.55:
            alphabet = string.ascii_letters + string.digits + _ASCII_SIGNS
        elif way < 0.75:
            alphabet = "".join(charset.ACCENTED) + letters
        elif way < 0.85:
            alphabet = "".join(charset.SYMBOLS) + _ASCII_SIGNS + string.digits
        else:
            alphabet = string.ascii_uppercase + string.digits
        return "".join(dice.choice(alphabet) + (" " if dice.chance(0.12) else "") for _ in range(min(length, 20)))

    def _symbols(self, dice, length):
        """Symbols where they stand in print: between numbers, before an item, after a name."""
        way = dice.random()
        if way < 0.3:
            sign = dice.choice("≤≥≠≈±×÷−=<>→←+")
            left, right = (self.number(dice) if dice.chance(0.6) else dice.choice("xyabnkAB") for _ in range(2))
            return f"{left} {sign} {right}" if dice.chance(0.8) else left + sign + right
        if way < 0.5:
            return dice.choice("•□■✓→–*†‡§¶·") + " " + self._sequence(dice, length, "western", 0.2)
        if way < 0.7:
            name = self.word(dice, "western")
            return dice.choice(["© {} {}", "{}™ {}", "{}® {}", "{}° {}", "{}† {}", "{}‡ {}", "√{} {}", "{} ∞ {}"]).format(name, self.number(dice))
        signs = charset.SYMBOLS + tuple(_ASCII_SIGNS)
        parts = (dice.choice(signs) if dice.chance(0.35) else self.word(dice, "western")[:12] for _ in range(dice.integer(2, 5)))
        return " ".join(parts)

    def _finish(self, dice, text):
        """Ends and begins a text as lines of print do."""
        if dice.chance(0.07) and charset.is_known(text.upper()):
            text = text.upper()
        if text[-1:].isalpha() and dice.chance(0.3):
            text += dice.choice([".", ".", ".", ",", ",", "-", ":", ";", "!", "?", ".”", '."', "'", "…", ")"])
        if text[:1].isalpha() and dice.chance(0.08):
            text = dice.choice("“‘\"'`([«") + text
        if dice.chance(0.05):
            text = dice.choice("•-–—*>·") + " " + text
        return text
