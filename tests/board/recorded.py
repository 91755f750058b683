"""Every board that tests of the Python verifier look at, kept for another verifier.

The tests are run as they stand; what they ask of the verifier is written down together
with its answer. So no attack can be added there and be forgotten here.
"""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from types import ModuleType
from typing import Any

import pytest

from ballotbox.checks import Report
from ballotbox.totals import totals_text
from ballotbox.verify import Given, examine


@dataclass(frozen=True)
class Asked:
    """One question to the verifier, and what the one in Python answered."""

    name: str
    board: list[bytes]
    given: dict[str, Any]
    answer: Report

    @property
    def for_script(self) -> dict[str, Any]:
        """What else was given, as the verifier in script takes it."""
        given = dict(self.given)
        if "receipts" in given:
            given["receipts"] = [receipt.text for receipt in given["receipts"]]
        if given.get("totals") is not None:
            given["totals"] = totals_text(given["totals"])
        return given


class Recorder:
    """Stands in for `check` and `report` of the samples."""

    def __init__(self) -> None:
        self.name = ""
        self.asked: list[Asked] = []

    def report(self, raw: Iterable[bytes], **given: Any) -> Report:
        """Examine a board, and remember it."""
        board = list(raw)
        if "others" in given:
            given["others"] = tuple(list(other) for other in given["others"])
        answer = examine(Given(board, **given), allow_weak=True)
        self.asked.append(Asked(self.name, board, given, answer))
        return answer

    def check(self, raw: Iterable[bytes], **given: Any) -> Report:
        """Verify a board or raise, and remember it."""
        answer = self.report(raw, **given)
        if answer.error is not None:
            raise answer.error
        return answer

    def run(self, module: ModuleType) -> None:
        """Run every test of a module."""
        with pytest.MonkeyPatch.context() as patch:
            for name in ("check", "report"):
                if hasattr(module, name):
                    patch.setattr(module, name, getattr(self, name))
            for name, test in inspect.getmembers(module, inspect.isfunction):
                if name.startswith("test_"):
                    self._run_each(name, test)

    def _run_each(self, name: str, test: Any) -> None:
        for values in _cases(test):
            self.name = f"{name} {values}"
            test(**values)


def _cases(test: Any) -> Iterator[dict[str, Any]]:
    """Yield the arguments of every case of a test."""
    axes = []
    for mark in getattr(test, "pytestmark", []):
        if mark.name == "parametrize":
            names, values = mark.args
            axes.append([_named(names, value) for value in values])
    for chosen in product(*axes):
        yield {name: value for part in chosen for name, value in part.items()}


def _named(names: Any, value: Any) -> dict[str, Any]:
    if isinstance(names, str) and "," not in names:
        return {names: value}
    listed = names.replace(" ", "").split(",") if isinstance(names, str) else names
    return dict(zip(listed, value, strict=True))
