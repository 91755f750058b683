"""Migrations are there, have names, and stand on their own."""

import ast
import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from tests.architecture import sources

if TYPE_CHECKING:
    from pathlib import Path

NAME = re.compile(r"^\d{4}_[a-z][a-z0-9]*(_[a-z0-9]+)*$")
AUTOMATIC = re.compile(r"_auto_\d|_more$|_and_|__|_alter_[a-z]+_[a-z]+_[a-z]+_[a-z]+_")
FILES = sorted(sources.PRODUCT.glob("*/migrations/[0-9]*.py"))


def is_well_named(stem: str) -> bool:
    """Whether somebody chose the name: a verb phrase, or the very first."""
    return bool(NAME.match(stem)) and not AUTOMATIC.search(stem)


def imports_of_models(tree: ast.AST) -> list[str]:
    """Models as they are today, which a migration of yesterday must not know.

    Django itself imports the module where a default is computed by a function of it.
    """
    return [
        name
        for name, _line in sources.imported_names(tree)
        if re.match(r"(gongping\.\w+|\.\.)\.?models\.[A-Z]", name)
    ]


@pytest.mark.django_db
def test_no_model_waits_for_a_migration() -> None:
    answer = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=answer)
    except SystemExit:
        pytest.fail(answer.getvalue(), pytrace=False)


def test_migrations_have_names() -> None:
    found = [sources.relative(path) for path in FILES if not is_well_named(path.stem)]
    assert not found, sources.listed(found)


def test_migrations_import_no_models() -> None:
    found = [
        f"{sources.relative(path)}: {name}"
        for path in FILES
        for name in imports_of_models(sources.parsed(path))
    ]
    assert not found, sources.listed(found)


def test_no_room_has_two_ends() -> None:
    """Two engineers may have numbered their migrations alike."""
    seen: set[tuple[Path, str]] = set()
    twice = []
    for path in FILES:
        place = (path.parent, path.stem[:4])
        twice += [sources.relative(path)] if place in seen else []
        seen.add(place)
    assert not twice, sources.listed(twice)


def test_a_planted_automatic_name_is_found() -> None:
    assert is_well_named("0001_initial")
    assert is_well_named("0002_add_turnout")
    assert not is_well_named("0002_auto_20260101_1200")
    assert not is_well_named("0002_alter_poll_title_and_more")
    assert not is_well_named("0002_poll__x")


@pytest.mark.parametrize(
    "planted", ["from gongping.polls.models import Poll", "from ..models import Poll"]
)
def test_a_planted_model_import_is_found(planted: str) -> None:
    assert imports_of_models(ast.parse(planted))
    assert not imports_of_models(ast.parse("from django.db import models"))
