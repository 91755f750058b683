"""From secrets to slips on sheets: a QR to scan, groups of digits to type."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe

A_SHEET = 8


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: what is scanned, and the same to be typed."""

    code: SafeString
    digits: str


def sheets_of(address: str, group: int, secrets: Sequence[str]) -> list[list[Slip]]:
    """Return the slips in sheets. The secret stands behind `#`, which browsers
    never send to a server.
    """
    slips = [
        Slip(_qr(f"{address}#t={secret}&g={group}"), _in_fours(secret))
        for secret in secrets
    ]
    return [slips[at : at + A_SHEET] for at in range(0, len(slips), A_SHEET)]


def _qr(text: str) -> SafeString:
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2,
        svgclass="qr", lineclass=None,
    )  # fmt: skip
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn by segno


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
