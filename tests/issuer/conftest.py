"""An operator at an empty desk, and one whose office is ready to collect."""

from pathlib import Path

import pytest

from tests.issuer.offices import Operator, make_roll, make_rules


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    """Somebody who has not begun."""
    return Operator(tmp_path)


@pytest.fixture
def bound(operator: Operator) -> Operator:
    """Somebody whose office has accepted the rules."""
    roll = make_roll()
    operator.begins(roll)
    told = operator.accepts(make_rules(operator, roll))
    assert told.status == 0, told.err
    return operator
