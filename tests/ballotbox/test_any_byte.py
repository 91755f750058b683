"""No byte of a board can be another: whatever is changed, a named error says so."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ballotbox.board_file import public_part
from ballotbox.checks import Check, State
from ballotbox.errors import BallotBoxError
from tests.ballotbox.closed_samples import report, sample

FIRST = settings(max_examples=60, deadline=None)


def as_lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


@FIRST
@given(st.data())
def test_a_changed_byte_is_found(data: st.DataObject) -> None:
    whole = bytearray(b"".join(sample().raw))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
    assert isinstance(report(as_lines(bytes(whole))).error, BallotBoxError)


@FIRST
@given(st.data())
def test_a_file_cut_anywhere_is_found(data: st.DataObject) -> None:
    whole = b"".join(sample().raw)
    parts = [*public_part(sample().raw)]
    allowed = {len(b"".join(parts)), len(b"".join(parts[:-1]))}
    at = data.draw(st.integers(0, len(whole) - 1).filter(lambda n: n not in allowed))
    assert isinstance(report(as_lines(whole[:at])).error, BallotBoxError)


@FIRST
@given(st.binary(max_size=60), st.data())
def test_bytes_put_in_are_found(more: bytes, data: st.DataObject) -> None:
    whole = b"".join(sample().raw)
    at = data.draw(st.integers(0, len(whole)))
    changed = whole[:at] + more + whole[at:]
    error = report(as_lines(changed)).error
    assert isinstance(error, BallotBoxError) == (changed != whole)


def test_whatever_follows_a_line_a_fault_of_form_is_a_failed_check() -> None:
    raw = sample().raw
    for at in range(1, len(raw)):
        found = report([*raw[:at], b"{}\n", *raw[at:]])
        assert found.in_state(State.FAILED) == (Check.FORM,)
        assert str(found.error).startswith(f"line {at + 1}: ")
