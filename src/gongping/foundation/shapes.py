"""The shapes that stand beside words: lights, notices, marks. Colour is CSS's."""

from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Each is drawn in a square of 14 units and takes the colour of its surroundings.
_DRAWN: Final = {
    "ok": '<circle cx="7" cy="7" r="5.5" fill="currentColor"/>',
    "soon": '<path d="M7 1.2 13.2 12.4H.8Z" fill="currentColor"/>',
    "late": '<path d="M7 .6 13.4 7 7 13.4 .6 7Z" fill="currentColor"/>',
    "done": (
        '<circle cx="7" cy="7" r="5.6" stroke="currentColor" stroke-width="1.5"/>'
        '<path d="M4.2 7.2 6.3 9.3 10 5.2" stroke="currentColor" stroke-width="1.6"/>'
    ),
    "idle": (
        '<circle cx="7" cy="7" r="5.4" stroke="currentColor" stroke-width="1.4"'
        ' stroke-dasharray="2.2 1.8"/>'
    ),
    "waiting": (
        '<circle cx="7" cy="7" r="5.6" stroke="currentColor" stroke-width="1.5"/>'
        '<path d="M7 3.6V7.3l2.4 1.5" stroke="currentColor" stroke-width="1.5"/>'
    ),
    "draft": (
        '<path d="M3 1.8h8v10.4H3z" stroke="currentColor" stroke-width="1.4"'
        ' stroke-dasharray="2.4 1.6"/>'
    ),
    "filled": '<circle cx="7" cy="7" r="4.6" fill="currentColor"/>',
    "due": '<circle cx="7" cy="7" r="4.6" stroke="currentColor" stroke-width="2.2"/>',
    "missing": '<path d="M7 1.6 12.8 12H1.2Z" fill="currentColor"/>',
    "later": '<circle cx="7" cy="7" r="4.6" stroke="currentColor" stroke-width="1.3"/>',
    "waived": (
        '<circle cx="7" cy="7" r="4.6" stroke="currentColor" stroke-width="1.3"/>'
        '<path d="M2.4 11.6 11.6 2.4" stroke="currentColor" stroke-width="1.3"/>'
    ),
    "today": '<path d="M7 0v14" stroke="currentColor" stroke-width="1.4"/>',
    "document": (
        '<path d="M3 1h5.2L11 3.8V13H3zM8 1v3h3" stroke="currentColor"'
        ' stroke-width="1.2"/>'
    ),
    "search": (
        '<circle cx="6" cy="6" r="4.2" stroke="currentColor" stroke-width="1.4"/>'
        '<path d="m9.2 9.2 3.8 3.8" stroke="currentColor" stroke-width="1.4"/>'
    ),
}  # fmt: skip
NAMES: Final = tuple(_DRAWN)


def shape(name: str) -> SafeString:
    """Return the SVG of one shape; it is silent, the word beside it speaks."""
    drawn = mark_safe(_DRAWN[name])  # noqa: S308 - constant text above
    return format_html(
        '<svg class="shape shape-{}" viewBox="0 0 14 14" aria-hidden="true">{}</svg>',
        name,
        drawn,
    )
