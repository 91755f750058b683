"""From secrets to slips on sheets: a QR to scan, groups of digits to type."""

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urljoin

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gongping.documents.typst import render
from gongping.foundation.errors import Invalid
from gongping.foundation.names import local_name
from gongping.polls.selectors import rule_code, ticket_address

if TYPE_CHECKING:
    from gongping.polls.models import Poll, VoterGroup

A_SHEET: Final = 21
"""Three by seven: a QR of three centimetres, and letters that can be read."""
DOTS: Final = 4
TEMPLATE: Final = Path(__file__).parent / "typst" / "slips.typ"
SECRET: Final = re.compile(r"[0-9a-f]{32}")


def sheets_needed(slips: int) -> int:
    """Return how many sheets so many slips fill."""
    return ceil(slips / A_SHEET)


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: what is scanned, and the same to be typed."""

    address: str
    digits: str

    @property
    def code(self) -> SafeString:
        """Return the QR as a drawing for a page."""
        out = io.BytesIO()
        segno.make(self.address, error="m").save(
            out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2,
            svgclass="qr", lineclass=None,
        )  # fmt: skip
        return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn by segno

    @property
    def picture(self) -> bytes:
        """Return the QR as a picture, without the quiet zone."""
        out = io.BytesIO()
        segno.make(self.address, error="m").save(out, kind="png", scale=DOTS, border=0)
        return out.getvalue()


def slips_for(
    poll: "Poll", group: "VoterGroup", secrets: Sequence[str], site: str
) -> list[Slip]:
    """Return the slips of a group, which lead to the voter's page of this site.

    The secret stands behind `#`, which browsers never send to a server.
    """
    return [
        Slip(
            urljoin(site, ticket_address(poll, secret, group.position)),
            in_fours(secret),
        )
        for secret in secrets
    ]


def sheets_of(slips: Sequence[Slip]) -> list[Sequence[Slip]]:
    """Return the slips sheet by sheet."""
    return [slips[at : at + A_SHEET] for at in range(0, len(slips), A_SHEET)]


def slips_pdf(
    poll: "Poll", group: "VoterGroup", slips: Sequence[Slip], *, is_again: bool
) -> bytes:
    """Return a pile's seal (封签), and then its slips, for the printer.

    Nothing numbers a slip, and their order is that of random keys.
    """
    content = {
        "title": local_name(poll),
        "group": local_name(group),
        "rule_code": rule_code(poll),
        "rehearsal": poll.is_rehearsal,
        "slips": [{"qr": list(s.picture), "digits": s.digits} for s in slips],
        "again": is_again,
        "lang": (get_language() or "zh")[:2],
        "words": _words(len(slips)),
    }
    return render(TEMPLATE, content, tagged=False)


def in_fours(secret: str) -> str:
    """Return a secret as it is printed, to be typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def read_typed(poll: "Poll", text: str) -> str:
    """Return the secret of a slip that was typed, or scanned by a reader that types.

    Such a reader types the whole address; with a Chinese input method switched on,
    in full-width letters.
    """
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).lower()
    if "t=" in plain:
        behind = plain.rpartition("#")[2]
        if not behind.startswith(poll.manifest_digest):
            raise Invalid(_("这是另一次测评的票条。请放到一边，交给监票人。"), "typed")
        plain = parse_qs(behind).get("t", [""])[0]
    if not SECRET.fullmatch(plain):
        raise Invalid(_("读不出来。请再扫一次，或照票条输入 32 位编号。"), "typed")
    return plain


def _words(slips: int) -> dict[str, Any]:
    return {
        "seal": _("票条封签"),
        "group": _("票种"),
        "rule_code": _("规则码"),
        "rehearsal": _("演练，不作数"),
        "number": _("共计"),
        "count": ngettext("%(n)d 张", "%(n)d 张", slips) % {"n": slips},
        "sheets": ngettext(
            "印在 %(n)d 页上，每页 %(each)d 张，最后一页 %(last)d 张",
            "印在 %(n)d 页上，每页 %(each)d 张，最后一页 %(last)d 张",
            sheets_needed(slips),
        )
        % {
            "n": sheets_needed(slips),
            "each": min(A_SHEET, slips),
            "last": (slips - 1) % A_SHEET + 1,
        },
        "again": _("重印。先印的一份已当场销毁"),
        "counted": _("裁开以后当面点清，张数与上面相符，装袋，用这张封口。"),
        "signed": [_("点数人"), _("监票人")],
        "day": _("日期"),
        "how": _("扫码投票，只能用一次。扫不了的，在会场平板上输入："),
    }
