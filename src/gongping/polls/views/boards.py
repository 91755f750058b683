"""The board files of a sealed poll, streamed line by line."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from gongping.foundation.actors import Role
from gongping.foundation.audience import PUBLIC, audience
from gongping.polls import selectors

KIND = "application/jsonl"


@require_GET
@audience(PUBLIC)
def public_board(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give everybody the part of the board that everybody may check."""
    poll = selectors.get_public_poll(code)
    return _file(selectors.public_lines(poll), f"{code}-board-public.jsonl")


@require_GET
@audience(Role.SCRUTINEER)
def whole_board(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give an auditor the whole board, opened contents included."""
    poll = selectors.get_poll(code, request.actor)
    lines = selectors.whole_lines(poll, request.actor)
    return _file(lines, f"{code}-board.jsonl")


def _file(lines: Iterator[bytes], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines, content_type=KIND)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
