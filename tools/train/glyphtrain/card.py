"""The model card: what a model is, what it learnt from, how good it is, what it cannot do."""

from pathlib import Path
from string import Template

from glyphtrain.fonts import packages, rules

_WHAT = {
    "recognizer": "Reads a picture of one printed line in Latin script. Input `x` [n,1,32,w]: grey, each line stretched to -1..1, "
    "zeros on the right. Output `probs` [n,t,348]: class 0 is CTC's blank, the others are the characters of the metadata `character`.",
    "detector": "Finds lines of text on a page. Input `x` [n,3,h,w]: RGB with ImageNet's mean and deviation, sides multiples of 32. "
    "Output `prob` [n,1,h,w]: the chance that a pixel is of the core of a line. Thresholds are in the metadata `thresholds`.",
}
_DATA = {
    "recognizer": "lines in Latin script, degraded as scans, photos and files are (`glyphtrain/degrade.py` has every share).",
    "detector": "pages of columns, tables, slides, balloons and pictures (`glyphtrain/designs.py`), degraded as scans and photos are.",
}
_LIMITS = {
    "recognizer": "Latin script only; no handwriting, no vertical text, no mathematics. Its implicit language is that of technical "
    "documentation in English and of dictionaries. Symbols other than those of its characters are read as something else.",
    "detector": "Vertical writing and handwriting were not trained. Lines below 5 pixels of height are not looked for. "
    "Curved lines are found as straight ones.",
}


def text(manifest):
    """The card of a manifest, as Markdown."""
    model, trained = manifest["model"], manifest["trained"]
    sources = {**packages("font"), **packages("words")}
    asked = trained["asked"]
    length = f" --steps {asked['steps']}" if asked["steps"] else f" --minutes {asked['minutes']:g}"
    return Template((Path(__file__).parent / "card.md").read_text()).substitute(
        model=model, size=manifest["size"], what=_WHAT[model], parameters=f"{manifest['parameters']:,}",
        minutes=trained["minutes"], steps=f"{trained['steps']:,}", samples=f"{trained['samples']:,}", seed=trained["seed"],
        torch=manifest["torch"], length=length, files=_files(manifest["files"]), data=_DATA[model],
        sources="\n".join(f"| {package} | {licence} |" for package, licence in sources.items()),
        metrics=_metrics(manifest["files"]), limits=_LIMITS[model],
        samples_word="lines" if model == "recognizer" else "pages", held_out=", ".join(rules()["held_out"]))


def _files(files):
    rows = [f"| {name} | {entry['file']} | {entry['bytes']:,} |" for name, entry in files.items()]
    return "\n".join(["| variant | file | bytes |", "|---|---|---|", *rows])


def _metrics(files):
    keys = list(dict.fromkeys(key for entry in files.values() for key in entry["metrics"]))
    head = "| metric | " + " | ".join(files) + " |"
    rows = [f"| {key} | " + " | ".join(_shown(entry["metrics"].get(key)) for entry in files.values()) + " |" for key in keys]
    return "\n".join([head, "|---|" + "---|" * len(files), *rows])


def _shown(value):
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    return "" if value is None else str(value)
