"""Every address says whom it is for."""

from types import SimpleNamespace
from typing import Any

from django.urls import get_resolver, path

from gongping.foundation.audience import PUBLIC, audience
from tests.architecture import sources
from tools import reference


def undeclared(patterns: Any) -> list[str]:
    """Addresses whose view carries no audience."""
    return [
        address
        for address, _name, who in reference.routes(patterns)
        if who == reference.UNDECLARED
    ]


def test_every_route_names_its_audience() -> None:
    found = undeclared(get_resolver().url_patterns)
    assert not found, sources.listed(found)


def _view(_request: Any) -> Any:
    return SimpleNamespace()


def test_a_planted_route_for_nobody_is_found() -> None:
    named = path("a", audience(PUBLIC)(_view))
    assert undeclared([named]) == []
    assert undeclared([named, path("b", _view)]) == ["`/b`"]
