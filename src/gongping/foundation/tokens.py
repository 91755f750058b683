"""The tokens of the style sheet as Python reads them, and the contrast between two."""

import re
from functools import cache
from pathlib import Path
from typing import Final

SHEET: Final = Path(__file__).parent / "static" / "foundation" / "tokens.css"
_declared = re.compile(r"--(?P<name>[\w-]+):\s*(?P<value>#[0-9a-f]{6});")


@cache
def colours() -> dict[str, str]:
    """Return the colour tokens of the screen, name to `#rrggbb`."""
    found: dict[str, str] = {}
    for match in _declared.finditer(SHEET.read_text(encoding="utf-8")):
        found.setdefault(match["name"], match["value"])
    return found


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours by WCAG 2.1, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
