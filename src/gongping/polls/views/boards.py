"""The board files of a poll, streamed in blocks of lines."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongping.foundation.actors import Role
from gongping.foundation.audience import PUBLIC, audience
from gongping.polls import selectors

KIND = "application/jsonl"
BLOCK_BYTES = 1 << 16


@require_GET
@audience(PUBLIC)
def public_board(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give everybody the part of the board that everybody may check."""
    poll = selectors.get_public_poll(code)
    return board_file(selectors.public_lines(poll), f"{code}-board-public.jsonl")


@never_cache
@require_GET
@audience(Role.SCRUTINEER)
def whole_board(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give an auditor the whole board, opened contents included."""
    poll = selectors.get_poll(code, request.actor)
    lines = selectors.whole_lines(poll, request.actor)
    return board_file(lines, f"{code}-board.jsonl")


def board_file(lines: Iterator[bytes], name: str) -> StreamingHttpResponse:
    """Return the lines of a board as a file of this name."""
    answer = StreamingHttpResponse(_in_blocks(lines), content_type=KIND)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _in_blocks(lines: Iterator[bytes]) -> Iterator[bytes]:
    # Few large pieces wait in the server for a slow reader; for many small ones the
    # thread that makes them would have to.
    block = bytearray()
    for line in lines:
        block += line
        if len(block) >= BLOCK_BYTES:
            yield bytes(block)
            block.clear()
    yield bytes(block)
