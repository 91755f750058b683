"""Writes docs/reference from the code, and says when the two have parted.

    python -m tools.reference update     write what the code says now
    python -m tools.reference check      fail where a page says something else

Pages: states (diagrams), routes (who may go where), commands, audit-tags (the
vocabulary of the record). `settings.md` is written by hand; check compares its names.
"""

import argparse
import importlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
PRODUCT = SRC / "gongping"
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Written by `python -m tools.reference update`; do not edit. -->\n"
VARIABLE = re.compile(r"\bGONGPING_[A-Z_]+\b")
UNDECLARED = "not declared"
Rows = list[tuple[str, ...]]


# --- states -----------------------------------------------------------------


def states_page() -> str:
    """Every table of transitions, as a diagram."""
    parts = ["# States\n", "What may follow what; nothing else is possible.\n"]
    for room in _rooms_with("states"):
        module = importlib.import_module(f"gongping.{room}.states")
        for name, table in _tables(module):
            parts.append(f"## {room}: {_title(name)}\n")
            parts.append(diagram(table))
    return "\n".join(parts)


def _tables(module: Any) -> Iterator[tuple[str, Mapping[Enum, frozenset[Enum]]]]:
    for name, value in vars(module).items():
        if name.endswith("TRANSITIONS") and isinstance(value, Mapping):
            yield name, value


def _title(name: str) -> str:
    plain = name.removesuffix("TRANSITIONS").strip("_").lower().replace("_", " ")
    return plain or "state"


def diagram(table: Mapping[Enum, frozenset[Enum]]) -> str:
    """The table as a Mermaid diagram, in the order in which states are declared."""
    order = list(type(next(iter(table))))
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value}: {_label(state)}" for state in order]
    lines.append(f"    [*] --> {order[0].value}")
    for state in order:
        following = table.get(state, frozenset())
        targets = [target for target in order if target in following]
        lines += [f"    {state.value} --> {target.value}" for target in targets]
        if not targets:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join([*lines, "```", ""])


def _label(state: Enum) -> str:
    return f"{getattr(state, 'label', state.value)} ({state.value})"


# --- routes -----------------------------------------------------------------


def routes_page() -> str:
    """Every address with the kinds of people it is for."""
    from django.urls import get_resolver  # noqa: PLC0415  (needs Django set up)

    rows = sorted(routes(get_resolver().url_patterns))
    text = (
        "# Routes\n\nWhom each address is for. What a person may do with one object "
        "is decided by the policies of its room.\n"
    )
    return text + "\n" + _table(("Address", "Name", "For"), rows)


def routes(
    patterns: Any, before: str = "/", space: str = ""
) -> Iterator[tuple[str, ...]]:
    """Address, name and audience of every view, inner ones included."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, address, inner)
        else:
            who = getattr(pattern.callback, "audience", None)
            name = f"`{space}{pattern.name}`" if pattern.name else ""
            yield f"`{address}`", name, _people(who)


def _people(who: frozenset[str] | None) -> str:
    if who is None:
        return UNDECLARED
    return ", ".join(sorted(str(role).replace("_", " ") for role in who))


# --- commands ---------------------------------------------------------------


def commands_page() -> str:
    """Every verb of the command line with its options."""
    cli = importlib.import_module("gongping.project.cli")
    parser: argparse.ArgumentParser = cli._parser()  # noqa: SLF001  (its only owner)
    text = (
        "# Commands\n\n`./run gongping VERB …`, or `gongping VERB …` where installed.\n"
    )
    for verb, meaning, inner in _commands(parser):
        text += f"\n## {verb}\n\n{meaning}\n\n"
        rows = [_option(action) for action in _options(inner)]
        text += _table(("Option", "Meaning", "Default"), rows) if rows else ""
    return text


def _commands(
    parser: argparse.ArgumentParser, before: str = ""
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Every verb with its meaning; a verb that has verbs is followed by them."""
    choices, helps = _verbs(parser)
    for verb, inner in choices.items():
        yield before + verb, helps.get(verb, ""), inner
        yield from _commands(inner, f"{before}{verb} ")


def _options(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions[1:]:  # noqa: SLF001  (the first is --help)
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            yield action


def _verbs(
    parser: argparse.ArgumentParser,
) -> tuple[Mapping[str, argparse.ArgumentParser], dict[str, str]]:
    for action in parser._actions:  # noqa: SLF001  (argparse offers no other way)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            named = action._choices_actions  # noqa: SLF001
            return action.choices, {item.dest: item.help or "" for item in named}
    return {}, {}


def _option(action: argparse.Action) -> tuple[str, ...]:
    names = ", ".join(action.option_strings) or str(action.dest)
    values = f" {{{','.join(map(str, action.choices))}}}" if action.choices else ""
    is_silent = action.default in (None, False, argparse.SUPPRESS)
    default = "" if is_silent else f"`{action.default}`"
    needed = "required" if action.required and action.option_strings else default
    return f"`{names}{values}`", action.help or "", needed


# --- audit ------------------------------------------------------------------


def audit_page() -> str:
    """The vocabulary of the record: every tag and the sentence it is read as."""
    tags = importlib.import_module("gongping.audit.tags")
    rows: Rows = [(f"`{tag}`", str(tags.SENTENCES[tag])) for tag in sorted(tags.KNOWN)]
    text = "# The record\n\nEvery act that can be recorded, as `room:thing:verb`.\n"
    return text + "\n" + _table(("Tag", "Read as"), rows)


# --- settings ---------------------------------------------------------------


def variables_in_code() -> set[str]:
    """Every variable of the surroundings that any program reads."""
    texts = (path.read_text(encoding="utf-8") for path in SRC.rglob("*.py"))
    return {name for text in texts for name in VARIABLE.findall(text)}


def settings_problems(page: str, wanted: set[str]) -> list[str]:
    """Variables that the hand-written page lacks, or has for nothing."""
    known = set(VARIABLE.findall(page))
    found = [f"settings.md does not name {name}" for name in sorted(wanted - known)]
    return found + [f"no program reads {name}" for name in sorted(known - wanted)]


# --- the verbs --------------------------------------------------------------


PAGES: dict[str, Callable[[], str]] = {
    "states.md": states_page,
    "routes.md": routes_page,
    "commands.md": commands_page,
    "audit-tags.md": audit_page,
}


def problems() -> list[str]:
    """Everything in which the reference and the code differ."""
    _set_up()
    found = []
    for name, write in PAGES.items():
        path = REFERENCE / name
        if not path.exists() or path.read_text(encoding="utf-8") != NOTE + write():
            found.append(f"docs/reference/{name} is out of step (run update)")
    settings = REFERENCE / "settings.md"
    page = settings.read_text(encoding="utf-8") if settings.exists() else ""
    return found + settings_problems(page, variables_in_code())


def update() -> None:
    """The generated pages say what the code says."""
    _set_up()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(NOTE + write(), encoding="utf-8")


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongping.project.settings")
    import django  # noqa: PLC0415  (after the settings are named)

    django.setup()


def _rooms_with(furniture: str) -> list[str]:
    return sorted(path.parent.name for path in PRODUCT.glob(f"*/{furniture}.py"))


def _table(heads: tuple[str, ...], rows: Rows) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(argv: list[str]) -> int:
    if argv == ["update"]:
        update()
        return 0
    found = problems()
    print("\n".join(found) or "The reference is in step.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
