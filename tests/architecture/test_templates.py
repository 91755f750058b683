"""Templates and style sheets keep to the policy: nothing inline, nothing fetched.

Colours, sizes and durations are written once, in tokens.css.
"""

import re
from pathlib import Path

import pytest

from tests.architecture import sources

TAG = re.compile(r"<[a-zA-Z][^<>]*>", re.DOTALL)
INLINE_STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)
INLINE_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
STYLE_ELEMENT = re.compile(r"<style\b", re.IGNORECASE)
OUTSIDE = re.compile(r"\s(?:src|href|action|data)\s*=\s*[\"']?(?:https?:)?//")
DJANGO_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
DATA_SCRIPT = re.compile(r"type\s*=\s*[\"']application/json[\"']")

CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)")
COLOUR_FUNCTION = re.compile(r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(")
COLOUR_WORD = re.compile(
    r":[^;{}]*\b(?:white|black|red|green|blue|gr[ae]y|silver|orange|yellow)\b[^;{}]*;"
)
FONT_SIZE = re.compile(r"\bfont(?:-size)?\s*:[^;{}]*\b\d*\.?\d+(?:px|pt|rem)")
PHYSICAL = re.compile(
    r"\b(?:margin|padding|border)-(?:left|right|top|bottom)\b"
    r"|\btext-align\s*:\s*(?:left|right)\b|\bfloat\s*:\s*(?:left|right)\b"
)
CSS_OUTSIDE = re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//")
MEANINGS = {
    HEX_COLOUR: "literal colour",
    COLOUR_FUNCTION: "literal colour",
    COLOUR_WORD: "literal colour",
    FONT_SIZE: "literal type size",
    PHYSICAL: "physical property (use inline/block)",
    CSS_OUTSIDE: "fetched from elsewhere",
}
SENTENCES_TOUCH = re.compile(
    r"(?:。\s*\{% endblocktranslate %\}|\{% translate \"[^\"]*。\" %\})"
    r"(?:\{% (?:end)?if[^%]*%\})*\{% (?:block)?translate"
)
HAN = re.compile("[\u3400-\u9fff]")
JS_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)


def problems_of_template(text: str) -> list[str]:
    """What the content security policy or an isolated network would refuse."""
    plain = DJANGO_TAG.sub("", text)
    found = [f"script with a body: {body}" for body in _script_bodies(plain)]
    if STYLE_ELEMENT.search(plain):
        found.append("style element")
    for tag in TAG.findall(plain):
        if INLINE_STYLE.search(tag):
            found.append(f"inline style: {tag}")
        if INLINE_HANDLER.search(tag):
            found.append(f"inline handler: {tag}")
        if OUTSIDE.search(tag) and not tag.lower().startswith("<a "):
            found.append(f"fetched from elsewhere: {tag}")
    return found


def _script_bodies(plain: str) -> list[str]:
    return [
        body.strip()[:60]
        for attributes, body in SCRIPT.findall(plain)
        if body.strip() and not DATA_SCRIPT.search(attributes)
    ]


def problems_of_style(text: str) -> list[str]:
    """Literals that belong in tokens.css, and directions that do not turn."""
    plain = CSS_COMMENT.sub("", text)
    return [
        f"{meaning}: {match.group().strip()}"
        for pattern, meaning in MEANINGS.items()
        for match in pattern.finditer(plain)
    ]


def has_sentences(script: str) -> bool:
    """Whether a script speaks: its sentences belong in the page, translated."""
    return bool(HAN.search(JS_COMMENT.sub("", script)))


@pytest.mark.parametrize("path", sources.template_files(), ids=sources.relative)
def test_templates_carry_nothing_inline(path: Path) -> None:
    found = problems_of_template(path.read_text(encoding="utf-8"))
    assert not found, sources.listed(found)


STYLES = [path for path in sources.static_files("css") if path.name != "tokens.css"]


@pytest.mark.parametrize("path", STYLES, ids=sources.relative)
def test_styles_use_tokens(path: Path) -> None:
    found = problems_of_style(path.read_text(encoding="utf-8"))
    assert not found, sources.listed(found)


@pytest.mark.parametrize("path", sources.static_files("js"), ids=sources.relative)
def test_scripts_hold_no_sentences(path: Path) -> None:
    assert not has_sentences(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color:red">',
        '<p\n  style="color:red">',
        '<button onclick="go()">',
        '<a href="{% url "x" %}" onclick="go()">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
        "<style>p{}</style>",
        '<script src="https://host/x.js"></script>',
        '<link rel="stylesheet" href="//host/x.css">',
        '<img src="http://host/x.png" alt="">',
    ],
)
def test_a_planted_inline_is_found(planted: str) -> None:
    assert problems_of_template(planted)


@pytest.mark.parametrize(
    "harmless",
    [
        '<p class="style">one = two</p>',
        '<script type="module" src="{% static "x.js" %}"></script>',
        '<script type="application/json">{"a": 1}</script>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        '<a href="{% url "style=" %}">…</a>',
    ],
)
def test_a_clean_template_passes(harmless: str) -> None:
    assert problems_of_template(harmless) == []


@pytest.mark.parametrize(
    "planted",
    [
        "p { color: #fff; }",
        "p { background: rgb(1 2 3 / 50%); }",
        "p { border: 1px solid black; }",
        "p { font-size: 14px; }",
        "p { font: 700 14px/1.2 var(--sans); }",
        "p { margin-left: var(--s1); }",
        "p { text-align: right; }",
        '@import "other.css";',
        "p { background: url(https://host/x.png); }",
    ],
)
def test_a_planted_literal_is_found(planted: str) -> None:
    assert problems_of_style(planted)


@pytest.mark.parametrize(
    "harmless",
    [
        "#add { color: var(--ink); }",
        "p { font-size: var(--t-s); margin-inline-start: var(--s1); }",
        "/* #fff on black; */",
        "p { forced-color-adjust: none; color: CanvasText; }",
    ],
)
def test_a_clean_style_passes(harmless: str) -> None:
    assert problems_of_style(harmless) == []


def test_a_planted_sentence_in_a_script_is_found() -> None:
    assert has_sentences('button.textContent = "保存";')
    assert not has_sentences('// 保存 is in the template\nconst url = "http://x";')


def test_two_sentences_stand_apart_where_the_language_wants_it() -> None:
    found = [
        f"{sources.relative(path)}: a sentence follows without {{% gap %}}"
        for path in sources.template_files()
        if SENTENCES_TOUCH.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, sources.listed(found)


def test_a_planted_touch_of_sentences_is_found() -> None:
    first, second = '{% translate "已停。" %}', '{% translate "再等。" %}'
    assert SENTENCES_TOUCH.search(f"{first}{{% if late %}}{second}")
    assert not SENTENCES_TOUCH.search(f"{first}{{% gap %}}{{% if late %}}{second}")
    assert not SENTENCES_TOUCH.search(f"{first}{{% else %}}{second}")
