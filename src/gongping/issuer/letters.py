"""The letters as one page for the printer: a code to scan, the same digits to type.

The page needs nothing from anywhere, and what is secret stands behind `#` in the code,
which browsers never send to a server.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import segno

from ballotbox.manifest import Manifest

STYLE: Final = """
@page { size: A4; margin: 12mm }
body { font: 11pt/1.5 sans-serif; margin: 0 }
section { box-sizing: border-box; break-inside: avoid; height: 66mm; overflow: hidden;
  padding: 3mm 0; border-bottom: 1px dashed;
  display: grid; grid-template-columns: 44mm 1fr; gap: 6mm }
section:nth-child(4n) { break-after: page }
svg { inline-size: 44mm; block-size: 44mm }
h2 { font-size: 13pt; margin: 0 }
p { margin: 0 0 1.5mm }
code { font: 13pt/1.4 monospace; letter-spacing: .04em }
small { font-size: 9pt }
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a letter."""

    title: str
    group: str
    how: str
    rule: str
    code: str


WORDS: Final = {
    "zh": Words(
        "信函票证",
        "第 {group} 票种 {name}",
        "领票时扫码，或输入这 32 位数字：",
        "一封信领一张票，只能用一次；请当面从本票种的一堆里抽，不要给别人看。"
        "没有人知道您抽的是哪一封。",
        "规则码 {code}",
    ),
    "en": Words(
        "Letter of collection",
        "Group {group} {name}",
        "When you collect, scan the code or type these 32 digits:",
        "One letter collects one ballot, once. Draw it yourself from your group's "
        "pile and show it to nobody. No one knows which letter you drew.",
        "Rule code {code}",
    ),
}


def page_of_letters(
    manifest: Manifest,
    issuer: int,
    page: str,
    tickets: Mapping[int, Sequence[str]],
    language: str,
) -> str:
    """Return the page; `page` is the address of the page that seals ballots."""
    names = {
        g.number: (g.name_en if language == "en" else g.name) or g.name
        for g in manifest.groups
    }
    words = WORDS[language]
    office = manifest.seal.issuers[issuer - 1].name
    code = words.code.format(code=manifest.rule_code_in(language))
    m = manifest.digest.hex()
    title = (manifest.title_en if language == "en" else "") or manifest.title
    head = f"<h2>{escape(title)}</h2><p>{words.title} · {escape(office)}</p>"
    foot = f"<p><small>{words.rule}</small></p><p><small>{code}</small></p>"

    def letters() -> Iterator[str]:
        for group, listed in tickets.items():
            line = escape(words.group.format(group=group, name=names[group]))
            for ticket in listed:
                drawn = _code(f"{page}#{m}&t={ticket}&g={group}&i={issuer}")
                digits = " ".join(ticket[at : at + 4] for at in range(0, 32, 4))
                yield (
                    f"<section><div>{drawn}</div><div>{head}<p>{line}</p>"
                    f"<p>{words.how}<br><code>{digits}</code></p>{foot}"
                    "</div></section>\n"
                )

    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f"<title>{words.title}</title><style>{STYLE}</style>\n"
        f"{''.join(letters())}</html>\n"
    )


def _code(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2
    )
    return out.getvalue().decode()
