"""The text that is set: prose of the installed documentation, words of the installed dictionaries.

Only snippets of a few words of the prose and single words of the dictionaries reach a picture.
"""

import functools
import glob
import gzip
import json
import random
import re
from pathlib import Path

from glyphtrain import charset
from glyphtrain.workspace import folder, write_whole

WORDS_PER_LANGUAGE = 60_000
PROSE_CHARACTERS = 5_000_000

# Where a language's letters are mostly of Latin Extended-A, it is drawn oftener (texts.py).
WESTERN = {
    "american-english": "/usr/share/dict/american-english", "british-english": "/usr/share/dict/british-english",
    "german": "/usr/share/dict/ngerman", "french": "/usr/share/dict/french", "spanish": "/usr/share/dict/spanish",
    "italian": "/usr/share/dict/italian", "portuguese": "/usr/share/dict/portuguese", "dutch": "/usr/share/dict/dutch",
    "swedish": "/usr/share/dict/swedish", "danish": "/usr/share/dict/danish", "norwegian": "/usr/share/dict/bokmaal",
    "catalan": "/usr/share/dict/catalan", "irish": "/usr/share/dict/irish", "faroese": "/usr/share/dict/faroese",
    "icelandic": "/usr/share/hunspell/is_IS.dic",
}
EXTENDED = {
    "polish": "/usr/share/dict/polish", "czech": "/usr/share/hunspell/cs_CZ.dic", "slovak": "/usr/share/hunspell/sk_SK.dic",
    "hungarian": "/usr/share/hunspell/hu_HU.dic", "romanian": "/usr/share/hunspell/ro_RO.dic",
    "turkish": "/usr/share/hunspell/tr_TR.dic", "croatian": "/usr/share/hunspell/hr_HR.dic",
    "latvian": "/usr/share/hunspell/lv_LV.dic", "lithuanian": "/usr/share/hunspell/lt_LT.dic",
    "estonian": "/usr/share/hunspell/et_EE.dic", "slovene": "/usr/share/hunspell/sl_SI.dic",
    "esperanto": "/usr/share/hunspell/eo.dic",
}


@functools.cache
def load():
    """The corpus of the working folder, gathered if it is not there: paragraphs, and words by language."""
    kept = folder() / "corpus.json.gz"
    if not kept.exists():
        content = gzip.compress(json.dumps(gather()).encode(), 3)
        write_whole(kept, lambda path: Path(path).write_bytes(content))
    found = json.loads(gzip.decompress(kept.read_bytes()))
    return found["paragraphs"], found["words"]


def gather():
    words = {}
    for language, path in {**WESTERN, **EXTENDED}.items():
        listed = _words(path)
        if listed:
            words[language] = listed
    return {"paragraphs": _prose(), "words": words}


def _read(path):
    raw = Path(path).read_bytes()
    if path.endswith(".gz"):
        raw = gzip.decompress(raw)
    # A hunspell dictionary names its own encoding, in the .aff file beside it.
    encoding = "utf-8"
    rules = Path(path).with_suffix(".aff")
    if path.endswith(".dic") and rules.exists():
        named = re.search(rb"^SET\s+(\S+)", rules.read_bytes(), re.M)
        if named:
            encoding = named[1].decode().replace("ISO8859-", "iso8859-").replace("microsoft-", "")
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return raw.decode("latin-1")


def _words(path):
    if not Path(path).exists():
        return []
    lines = _read(path).splitlines()
    stems = (re.split(r"[/\t ]", line, maxsplit=1)[0].strip() for line in lines)
    known = sorted({w for w in stems if len(w) < 24 and charset.is_known(w) and any(c.isalpha() for c in w)})
    if len(known) <= WORDS_PER_LANGUAGE:
        return known
    return sorted(random.Random(path).sample(known, WORDS_PER_LANGUAGE))


def _prose():
    sources = sorted(glob.glob("/usr/share/common-licenses/*"))
    pattern = re.compile(r"(README|NEWS|FAQ|TODO|INSTALL|copyright|changelog|\.txt|\.md|\.rst)")
    documents = sorted(f for f in glob.glob("/usr/share/doc/**/*", recursive=True) if pattern.search(f))
    manuals = sorted(glob.glob("/usr/share/man/man*/*.gz") + glob.glob("/usr/share/man/??/man*/*.gz"))
    modules = sorted(glob.glob("/usr/lib/python3*/*.py"))
    chance = random.Random("prose")
    chance.shuffle(documents)
    chance.shuffle(manuals)
    kept, size = {}, 0
    shares = ((sources + modules, 0.2), (documents, 0.7), (manuals, 1.0))
    for files, share in shares:
        for file in files:
            if size > PROSE_CHARACTERS * share:
                break
            for paragraph in _paragraphs(file):
                if paragraph not in kept:
                    kept[paragraph] = True
                    size += len(paragraph)
    return list(kept)


def _paragraphs(file):
    if not Path(file).is_file():
        return
    try:
        text = _read(file)[:60_000]
    except (OSError, EOFError):
        return
    if "/man/" in file:
        text = re.sub(r"^[.'].*$", "", text, flags=re.M)
        text = re.sub(r"\\f.|\\[&|^/]", "", text).replace("\\-", "-").replace("\\(aq", "'").replace("\\(bu", "•")
        text = re.sub(r"\\\S*", " ", text)
    if file.endswith(".py"):
        text = "\n\n".join(re.findall(r'"""(.*?)"""', text, re.S))
    for paragraph in re.split(r"\n\s*\n", text):
        paragraph = " ".join(paragraph.split())
        if len(paragraph) < 40 or not charset.is_known(paragraph):
            continue
        if sum(c.isalpha() or c == " " for c in paragraph) >= 0.8 * len(paragraph):
            yield paragraph[:2000]
