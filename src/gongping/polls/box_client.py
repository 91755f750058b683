"""Speaking to the box's administrator's door. Entered through services and selectors.

Everything asked of the box may be asked again: laying in replaces, opening and closing
repeat. So a step asks the box last, just before it commits: if the answer is lost,
nothing is half-done and the same button works again.
"""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from ballotbox.refusals import Refusal
from gongping.foundation.trust import trust_in, usual_trust
from gongping.polls.exceptions import BoxRefused, BoxUnreachable, NotInBox

SECONDS = 20.0
HEAD_DIFFERS = "head_differs"


@dataclass(frozen=True, slots=True)
class BoxSums:
    """What the box says of a closed poll: ballots by group, and the root."""

    received: dict[int, int]
    root: str


@dataclass(frozen=True, slots=True)
class BoxBallot:
    """One sealed ballot of a closed poll, as the box hands it over."""

    body: bytes
    signature: bytes
    contents: bytes


def prepare_key(code: str) -> bytes:
    """Return the box's public key for a poll, made at the first asking."""
    return bytes.fromhex(_ask("POST", f"/{code}/key").json()["key"])


def lay_in(code: str, manifest: str) -> None:
    """Give the box the rules of a poll; never a name, never a ticket."""
    _ask("POST", "", {"poll": code, "manifest": manifest})


def open_casting(code: str) -> None:
    """Let the box take ballots."""
    _ask("POST", f"/{code}/cast-open")


def close(code: str) -> BoxSums:
    """Close the box for this poll and return its sums."""
    content = _ask("POST", f"/{code}/close").json()
    return BoxSums(dict(content["received"]), content["root"])


def sign_head(
    code: str, counts: bytes, paper: bytes, received: Mapping[int, int]
) -> tuple[bytes, bytes]:
    """Return the head of a closed poll and the box's signature over it."""
    content = {
        "counts": counts.hex(),
        "paper": paper.hex(),
        "received": list(received.items()),
    }
    signed = _ask("POST", f"/{code}/head", content).json()
    return bytes.fromhex(signed["head"]), bytes.fromhex(signed["signature"])


def fetch_ballots(code: str) -> Iterator[BoxBallot]:
    """Yield the ballots of a closed poll, sorted by leaf, as they come."""
    with _streaming(f"/{code}/ballots") as answer:
        for line in answer.iter_lines():
            fields = msgspec.json.decode(line)
            yield BoxBallot(
                bytes.fromhex(fields["body"]),
                bytes.fromhex(fields["signature"]),
                bytes.fromhex(fields["contents"]),
            )


def cast_total(code: str) -> int | None:
    """Return how many ballots lie in the box, nothing if it does not answer."""
    try:
        return int(_ask("GET", f"/{code}").json()["cast_total"])
    except (BoxUnreachable, BoxRefused):
        return None


@contextmanager
def _streaming(path: str) -> Iterator[httpx.Response]:
    try:
        with (
            _client() as client,
            client.stream("GET", _url(path), headers=_headers()) as answer,
        ):
            if not answer.is_success:
                answer.read()
                raise _refusal(answer)
            yield answer
    except httpx.HTTPError as error:
        raise BoxUnreachable(_("票箱没有应答，请看票箱程序是否在运行。")) from error


def _client() -> httpx.Client:
    return httpx.Client(timeout=SECONDS, trust_env=False, verify=_trust())


def _trust() -> ssl.SSLContext:
    own = settings.BOX_CERTIFICATE
    return trust_in(own) if own else usual_trust()


def _url(path: str) -> str:
    return f"{settings.BOX_URL}/admin/polls{path}"


def _headers() -> dict[str, str]:
    return {"Authorization": f"Bearer {_secret()}"}


def _ask(method: str, path: str, content: Any = None) -> httpx.Response:
    try:
        with _client() as client:
            answer = client.request(
                method, _url(path), headers=_headers(), json=content
            )
    except httpx.HTTPError as error:
        raise BoxUnreachable(
            _("票箱没有应答，什么也没有改变。请看票箱程序是否在运行，再按一次。")
        ) from error
    if answer.is_success:
        return answer
    raise _refusal(answer)


def _refusal(answer: httpx.Response) -> BoxRefused | BoxUnreachable:
    word = _word(answer)
    if word == Refusal.UNWRITABLE:
        return BoxUnreachable(
            _(
                "票箱写不进去，多半是磁盘满了；什么也没有改变。请系统管理员腾出空间再按。"
            )
        )
    if why := _why_no_head(word):
        return BoxRefused(why)
    if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        return BoxUnreachable(_("票箱正忙，什么也没有改变。请过几秒再按一次。"))
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return BoxRefused(
            _("票箱不认这里的口令，什么也没有改变。请让两边用同一个口令文件。")
        )
    if answer.status_code == httpx.codes.NOT_FOUND:
        return NotInBox(
            _("票箱里没有这次测评，什么也没有改变。请核对票箱地址和存放位置。")
        )
    return BoxRefused(
        _("票箱没有办这一步（%(word)s），什么也没有改变。请找系统管理员看票箱。")
        % {"word": word}
    )


def _why_no_head(word: str) -> str:
    if word == Refusal.NO_KEY:
        return _(
            "票箱从备份恢复过，没有这次测评的钥匙，不能签板首。这次测评只能作废重来。"
        )
    if word == HEAD_DIFFERS:
        return _(
            "票箱已经签过这次测评的板首，那以后名册、票条或纸质票又有改动，没有再签。"
            "请把改动改回去，再签一次；改不回去的，只能作废重来。"
        )
    return ""


def _word(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        return str(answer.status_code)


def _secret() -> str:
    try:
        return Path(settings.BOX_SECRET_PATH).read_text().strip()
    except OSError as error:
        raise BoxUnreachable(
            _("没有找到票箱口令文件，什么也没有改变。请先启动票箱程序一次。")
        ) from error
