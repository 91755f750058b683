"""Every pair of colours that carries text or shape can be read (WCAG 2.1)."""

import re

import pytest

from tests.architecture import sources

TOKENS = sources.PRODUCT / "foundation/static/foundation/tokens.css"
TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("paper", "sheet", "tray")
WORDS = ("ink", "ink-2", "ink-3", "seal", "seal-deep", "slate", "ok", "soon", "late")
SHAPES = ("edge", "slate-mid", "soon-fill", "focus")
PAIRS = [
    *((word, ground, TEXT) for word in (*WORDS, "idle") for ground in GROUNDS),
    *((shape, ground, SHAPE) for shape in SHAPES for ground in GROUNDS),
    ("ok", "ok-wash", TEXT),
    ("soon", "soon-wash", TEXT),
    ("late", "seal-wash", TEXT),
    *(("ink", wash, TEXT) for wash in ("ok-wash", "soon-wash", "seal-wash")),
    ("ink", "slate-wash", TEXT),
    ("cream", "ink", TEXT),
    ("seal-cream", "seal", TEXT),
    ("seal-cream", "seal-deep", TEXT),
]


def colours(css: str) -> dict[str, str]:
    """The hex colours of the first definition of each token."""
    found: dict[str, str] = {}
    for name, value in re.findall(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{6})\s*;", css):
        found.setdefault(name, value)
    return found


def contrast(first: str, second: str) -> float:
    """The ratio of two hex colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_the_pair_can_be_read(front: str, ground: str, least: float) -> None:
    known = colours(TOKENS.read_text(encoding="utf-8"))
    assert contrast(known[front], known[ground]) >= least


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#ffffff") >= TEXT


def test_a_planted_pale_word_is_found() -> None:
    known = colours(":root { --ink-3: #999999; --paper: #f7f3ea; }")
    assert contrast(known["ink-3"], known["paper"]) < TEXT
