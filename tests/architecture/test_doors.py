"""A room is entered through its doors, and only there."""

import grimp
import pytest

from tests.architecture import sources

DOORS = {"services", "selectors", "states", "exceptions", "urls", "apps"}
# foundation stands open, and so does documents: it renders what it is given and has
# no domain to protect. project is the one place that knows everything.
OPEN_ROOMS = {"foundation", "documents"}
FREE_IMPORTERS = {"project", "__main__"}


def is_through_a_door(importer: str, imported: str) -> bool:
    """Whether one module may import the other, both inside `gongping`."""
    _, from_room, *_rest = [*importer.split("."), ""]
    _, to_room, door, *_rest = [*imported.split("."), "", ""]
    if from_room == to_room or from_room in FREE_IMPORTERS or to_room in OPEN_ROOMS:
        return True
    return door in DOORS


def _imports() -> list[tuple[str, str]]:
    graph = grimp.build_graph(
        "gongping", exclude_type_checking_imports=True, cache_dir=None
    )
    return [
        (importer, imported)
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
    ]


def test_rooms_are_entered_through_doors() -> None:
    found = [
        f"{importer} imports {imported}"
        for importer, imported in _imports()
        if not is_through_a_door(importer, imported)
    ]
    assert not found, sources.listed(found)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("gongping.results.services", "gongping.polls.models"),
        ("gongping.results.services", "gongping.polls.policies"),
        ("gongping.workbench.views.home", "gongping.ledger.forms"),
        ("gongping.demo.load", "gongping.ledger.models"),
        ("gongping.polls.services", "gongping.roll"),
    ],
)
def test_a_planted_way_round_a_door_is_found(importer: str, imported: str) -> None:
    assert not is_through_a_door(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("gongping.results.services", "gongping.polls.selectors"),
        ("gongping.results.services.count", "gongping.polls.services.freeze"),
        ("gongping.results.services", "gongping.results.models"),
        ("gongping.results.services", "gongping.foundation.clock"),
        ("gongping.project.cli", "gongping.ledger.models"),
    ],
)
def test_doors_are_open(importer: str, imported: str) -> None:
    assert is_through_a_door(importer, imported)
