"""A QR code as SVG in the ink of the page; nothing is fetched, nothing is styled."""

from typing import Final

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET_ZONE: Final = 4


def svg(text: str, label: str, *, error: str = "m") -> SafeString:
    """Return the code of `text` as SVG that says `label` to those who do not see it.

    Size and colour are the style sheet's (class `qr`); `error` is the share that may
    be damaged: l 7 %, m 15 %, q 25 %, h 30 %.
    """
    code = segno.make(text, error=error, micro=False, boost_error=False)
    side = code.symbol_size(border=QUIET_ZONE)[0]
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}"'
        ' shape-rendering="crispEdges"><path fill="currentColor" d="{}"/></svg>',
        side,
        side,
        label,
        _path(code.matrix),
    )


def _path(matrix: tuple[bytearray, ...]) -> str:
    """Return one path of horizontal runs of dark modules."""
    runs = []
    for down, line in enumerate(matrix, QUIET_ZONE):
        start: int | None = None
        for across, is_dark in enumerate((*line, 0), QUIET_ZONE):
            if is_dark and start is None:
                start = across
            elif not is_dark and start is not None:
                runs.append(f"M{start} {down}h{across - start}v1H{start}z")
                start = None
    return "".join(runs)
