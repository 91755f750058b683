"""The rules of the house hold, and each would be seen to break."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import house_rules, sources
from tests.architecture.house_rules import Rule

CLOCK = sources.PRODUCT / "foundation" / "clock.py"


def _everywhere() -> list[Path]:
    return sources.python_files("src")


def _except_clock() -> list[Path]:
    return [path for path in _everywhere() if path != CLOCK]


def _views() -> list[Path]:
    return sources.room_files("views")


def _readers() -> list[Path]:
    return sources.room_files("views", "forms", "selectors", "policies")


def _services() -> list[Path]:
    return sources.room_files("services")


def _documented() -> list[Path]:
    found = sources.room_files("services", "selectors")
    found += sources.python_files("src/ballotbox", "src/fairscore")
    return [path for path in found if not path.name.startswith("_")]


def _policies() -> list[Path]:
    return sources.room_files("policies")


RULES: dict[Rule, Callable[[], list[Path]]] = {
    house_rules.no_managers: _views,
    house_rules.no_models: _views,
    house_rules.no_writes: _readers,
    house_rules.no_common_chance: _everywhere,
    house_rules.no_other_clock: _except_clock,
    house_rules.no_lazy_format: _everywhere,
    house_rules.actor_by_keyword: _services,
    house_rules.docstrings: _documented,
    house_rules.policies_in_pairs: _policies,
    house_rules.short_views: _views,
}


def _name(rule: Rule) -> str:
    return getattr(rule, "__name__", "rule")


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_the_rule_holds(rule: Rule) -> None:
    found = [
        f"{sources.relative(path)}: {problem}"
        for path in RULES[rule]()
        for problem in rule(sources.parsed(path))
    ]
    assert not found, sources.listed(found)


LONG_VIEW = "def table(request):\n" + "    x = 1\n" * 25
PLANTED = [
    (house_rules.no_managers, "def v(request): return Item.objects.all()"),
    (house_rules.no_models, "from gongping.ledger.models import Item"),
    (house_rules.no_models, "from gongping.ledger import models"),
    (house_rules.no_models, "from ..models import Item"),
    (house_rules.no_writes, "def v(request): item.save()"),
    (house_rules.no_writes, "def v(request): item.notes.create(text='x')"),
    (house_rules.no_common_chance, "import random"),
    (house_rules.no_common_chance, "from random import choice"),
    (house_rules.no_other_clock, "x = timezone.now()"),
    (house_rules.no_other_clock, "x = datetime.date.today()"),
    (house_rules.no_other_clock, "x = dt.datetime.now(tz)"),
    (house_rules.no_other_clock, "x = timezone.localdate()"),
    (house_rules.no_other_clock, "f(default=timezone.now)"),
    (house_rules.no_lazy_format, "x = _('你好 {n}').format(n=1)"),
    (house_rules.no_lazy_format, "x = gettext_lazy('你好 {n}').format(n=1)"),
    (house_rules.actor_by_keyword, "def close(poll, by): ..."),
    (house_rules.docstrings, "def close(poll): ..."),
    (house_rules.docstrings, "class Board: ..."),
    (house_rules.policies_in_pairs, "def can_close(poll): ..."),
    (house_rules.policies_in_pairs, "def check_can_close(poll): ..."),
    (house_rules.short_views, LONG_VIEW),
]


@pytest.mark.parametrize(("rule", "planted"), PLANTED)
def test_a_planted_breach_is_found(rule: Rule, planted: str) -> None:
    assert list(rule(ast.parse(planted)))


HARMLESS = [
    (house_rules.no_models, "if TYPE_CHECKING:\n    from gongping.a.models import B"),
    (house_rules.no_models, "from django.db import models"),
    (house_rules.no_common_chance, "import numpy.random"),
    (house_rules.no_other_clock, "x = clock.now()"),
    (house_rules.no_other_clock, "x = timezone.localtime(moment)"),
    (house_rules.no_lazy_format, "x = '{}'.format(1)"),
    (house_rules.actor_by_keyword, "def close(poll, *, by): ..."),
    (house_rules.docstrings, "def close(poll):\n    '''The poll is closed.'''"),
    (house_rules.docstrings, "def _close(poll): ..."),
    (house_rules.policies_in_pairs, "def can_x(): ...\ndef check_can_x(): ..."),
    (house_rules.short_views, "@audience(PUBLIC)\ndef t(request): ..."),
]


@pytest.mark.parametrize(("rule", "harmless"), HARMLESS)
def test_what_keeps_the_rule_passes(rule: Rule, harmless: str) -> None:
    assert list(rule(ast.parse(harmless))) == []


def test_every_rule_is_shown_to_fail() -> None:
    assert {rule for rule, _planted in PLANTED} == set(RULES)
