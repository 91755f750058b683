"""What could join a ballot to a person does not exist."""

import importlib
import re
import sqlite3
from collections.abc import Iterable, Iterator

import grimp
import pytest
from django.apps import apps
from django.db import models

from tests.architecture import sources

# --- The box knows nobody ---------------------------------------------------

FORBIDDEN_FOR_BOX = ("django", "gongping")


def _imported_from(graph: grimp.ImportGraph, start: str) -> set[str]:
    """Every module outside `start` to which imports lead from inside it."""
    return set(graph.find_upstream_modules(start, as_package=True))


def paths_out_of_the_box(modules: Iterable[str]) -> list[str]:
    """Imported modules that a program without people must not know."""
    return sorted(
        name
        for name in modules
        if name.split(".")[0] in FORBIDDEN_FOR_BOX
        # The package itself is what makes `gongping.box` importable: it is empty.
        and name != "gongping"
    )


@pytest.mark.parametrize("program", ["gongping.box", "gongping.issuer"])
def test_no_import_leads_from_a_program_beside_the_rooms_to_a_room(
    program: str,
) -> None:
    graph = grimp.build_graph(
        "gongping",
        "ballotbox",
        include_external_packages=True,
        cache_dir=None,
    )
    found = paths_out_of_the_box(_imported_from(graph, program))
    assert not found, sources.listed(found)


def test_the_package_around_the_box_is_empty() -> None:
    tree = sources.parsed(sources.PRODUCT / "__init__.py")
    assert not any(sources.imported_names(tree))


def test_a_planted_import_into_the_box_is_found() -> None:
    planted = {"ballotbox.sealed", "sqlite3", "django", "gongping.roll.models"}
    assert paths_out_of_the_box(planted) == ["django", "gongping.roll.models"]


# --- The box's schema holds nothing to recognise anybody by -----------------

TELLING_WORDS = {
    *("person", "people", "user", "voter", "name", "staff", "account", "actor"),
    *("date", "time", "timestamp", "day", "hour", "at", "on", "when", "created"),
    *("updated", "modified", "received", "expires", "clock"),
    *("address", "addr", "ip", "host", "agent", "device", "session", "cookie"),
    *("id", "seq", "sequence", "serial", "order", "position", "index", "number"),
    *("counter", "rank"),
}
TELLING_TYPES = {"date", "time", "datetime", "timestamp", "serial", "bigserial"}


def problems_of_schema(schema: str) -> list[str]:
    """Columns by which a stored ballot could be recognised or ordered."""
    found = (
        ["autoincrement"] if re.search("autoincrement", schema, re.IGNORECASE) else []
    )
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(schema)
        for table, column, declared, is_key in _columns(connection):
            place = f"{table}.{column}"
            if TELLING_WORDS & set(column.lower().split("_")):
                found.append(f"{place}: telling name")
            if TELLING_TYPES & set(re.findall(r"[a-z]+", declared.lower())):
                found.append(f"{place}: telling type {declared}")
            if is_key and declared.upper() == "INTEGER":
                found.append(f"{place}: an integer key counts")
    connection.close()
    return found


def _columns(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, bool]]:
    query = "select name from sqlite_master where type = 'table'"
    for (table,) in connection.execute(query).fetchall():
        for row in connection.execute(f"pragma table_info('{table}')").fetchall():
            yield table, row[1], row[2], bool(row[5])


def test_the_schema_of_the_box_tells_nothing() -> None:
    store = importlib.import_module("gongping.box.sealed_store")
    found = problems_of_schema(store.SCHEMA)
    assert not found, sources.listed(found)


def test_the_second_office_stores_no_time_and_no_order() -> None:
    store = importlib.import_module("gongping.issuer.store")
    assert problems_of_schema(store.SCHEMA) == []


def test_nothing_in_the_second_office_joins_a_letter_to_a_voter() -> None:
    store = importlib.import_module("gongping.issuer.store")
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(store.SCHEMA)
        columns: dict[str, set[str]] = {}
        for table, column, _declared, _is_key in _columns(connection):
            columns.setdefault(table, set()).add(column)
    connection.close()
    assert columns["voter"].isdisjoint(columns["letter"])


@pytest.mark.parametrize(
    "column",
    [
        "id integer primary key",
        "key text primary key, cast_at text",
        "key text primary key, person_key text",
        "key text primary key, stored DATETIME",
        "key text primary key, ip text",
        "key text primary key, seq integer",
        "key integer primary key autoincrement",
        "key integer primary key",
    ],
)
def test_a_planted_telling_column_is_found(column: str) -> None:
    assert problems_of_schema(f"create table ballots ({column});")


def test_a_silent_schema_passes() -> None:
    schema = "create table ballots (key blob primary key, content blob) without rowid;"
    assert problems_of_schema(schema) == []


# --- No foreign key leads from a ballot or a ticket to a person -------------

BALLOT_ROOMS = {"polls", "roll", "paper", "results"}
BALLOT_WORDS = ("ballot", "sheet", "ticket", "sealed", "opened")
# What is rated and by which rules is public: a ballot may point at these.
PUBLIC_TARGETS = {
    *("polls.Poll", "polls.Criterion", "polls.GradeLevel", "polls.VoterGroup"),
    *("organisation.Unit", "results.Result"),
}
PERSONAL = {"organisation.Person", "accounts.User", "roll.RollEntry"}
Links = dict[str, set[str]]


def personal_paths(links: Links, start: str) -> list[str]:
    """Personal models that can be reached from `start`, public ones not entered."""
    seen, waiting = {start}, [start]
    while waiting:
        reached = links.get(waiting.pop(), set()) - PUBLIC_TARGETS - seen
        seen |= reached
        waiting += reached
    return sorted((seen - {start}) & PERSONAL)


def _links() -> Links:
    """Which model refers to which, by any foreign key of any room."""
    everything = apps.get_models(include_auto_created=True)
    return {model._meta.label: set(_targets(model)) for model in everything}


def _targets(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.get_fields():
        related = field.related_model
        if field.concrete and related is not None and not isinstance(related, str):
            yield related._meta.label


def _ballot_models() -> list[str]:
    return [
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in BALLOT_ROOMS
        and any(word in model.__name__.lower() for word in BALLOT_WORDS)
    ]


def test_there_are_ballot_like_models_to_look_at() -> None:
    assert {"roll.Ticket", "paper.PaperSheet"} <= set(_ballot_models())


def test_no_foreign_key_leads_from_a_ballot_to_a_person() -> None:
    links = _links()
    found = [
        f"{label} leads to {target}"
        for label in _ballot_models()
        for target in personal_paths(links, label)
    ]
    assert not found, sources.listed(found)


def test_nothing_personal_refers_to_a_ballot() -> None:
    ballots = set(_ballot_models())
    found = [
        f"{label} refers to {target}"
        for label, targets in _links().items()
        if label in PERSONAL
        for target in targets & ballots
    ]
    assert not found, sources.listed(found)


def test_a_planted_path_to_a_person_is_found() -> None:
    links = {"roll.Ticket": {"roll.Envelope"}, "roll.Envelope": {"roll.RollEntry"}}
    assert personal_paths(links, "roll.Ticket") == ["roll.RollEntry"]
    harmless = {"roll.Ticket": {"polls.Poll"}, "polls.Poll": {"accounts.User"}}
    assert personal_paths(harmless, "roll.Ticket") == []


AROUND_THE_VOTE = [
    *("roll.Ticket", "roll.RollEntry"),
    *("paper.PaperPile", "paper.PaperTurn", "paper.PaperSheet", "polls.PaperBallots"),
]


@pytest.mark.parametrize("label", AROUND_THE_VOTE)
def test_keys_around_the_vote_do_not_count(label: str) -> None:
    key = apps.get_model(label)._meta.pk
    assert not isinstance(key, models.AutoField)


@pytest.mark.parametrize("label", AROUND_THE_VOTE)
def test_no_time_is_kept_around_the_vote(label: str) -> None:
    fields = apps.get_model(label)._meta.get_fields()
    kinds = (models.DateField, models.TimeField)
    assert [field.name for field in fields if isinstance(field, kinds)] == []
