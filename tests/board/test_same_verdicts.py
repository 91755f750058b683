"""Two verifiers that share no code come to the same verdict, check by check."""

import json
from collections.abc import Iterable
from types import ModuleType
from typing import Any

import pytest

from ballotbox.checks import State
from ballotbox.totals import totals_text
from tests.ballotbox import (
    test_any_byte,
    test_board_file,
    test_receipts_on_board,
    test_tamper,
    test_tamper_with_keys,
    test_totals,
)
from tests.board.harness import Verifier, open_verifier
from tests.board.recorded import Asked, Recorder

MODULES = (
    test_tamper,
    test_tamper_with_keys,
    test_receipts_on_board,
    test_totals,
    test_any_byte,
    test_board_file,
)


@pytest.fixture(scope="module")
def verifier(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    """The verifier in script, off line."""
    return open_verifier(browser, tmp_path_factory.mktemp("verifier"))


def _name(fault: BaseException | None) -> str | None:
    return None if fault is None else type(fault).__name__


def _without_reasons(outcomes: Iterable[Any]) -> list[Any]:
    """What came of each check; why one failed, each verifier says in its own words."""
    return [
        [check, state, "" if state == State.FAILED else note]
        for check, state, note in outcomes
    ]


def _in_python(asked: Asked) -> Any:
    outcomes = [(o.check.value, o.state.value, o.note) for o in asked.answer.outcomes]
    tally = asked.answer.tally and json.loads(totals_text(asked.answer.tally))["totals"]
    return _name(asked.answer.error), _without_reasons(outcomes), tally


def _in_script(found: Any) -> Any:
    return found["error"], _without_reasons(found["outcomes"]), found["tally"]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_board_of_the_tests_in_python_is_judged_alike(
    verifier: Verifier, module: ModuleType
) -> None:
    recorder = Recorder()
    recorder.run(module)
    assert recorder.asked
    wrong = []
    for asked in recorder.asked:
        found = verifier.run(asked.board, **asked.for_script)
        if _in_script(found) != _in_python(asked):
            wrong.append((asked.name, _name(asked.answer.error), found["error"]))
    assert wrong == []
