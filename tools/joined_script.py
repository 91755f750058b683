"""Join script modules into one plain script, for a page that has no server.

A page opened from disk may not load modules. So each module stands in a function of
its own, in the order in which they need one another, otherwise as it is. Only named
imports and exports of functions, classes and constants are understood: house style.
"""

import re
from collections.abc import Iterator
from pathlib import Path

IMPORT = re.compile(
    r'^import (\{[^}]*\}|\* as \w+) from "\./([\w-]+)\.js";\n', re.MULTILINE
)
EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const) (\w+)", re.MULTILINE)


def join(entry: Path) -> str:
    """Return the script of `entry` with every module that it needs before it."""
    listed = list(_in_order(entry, set(), ()))
    parts = [_wrapped(path) for path in listed]
    return '(() => {\n"use strict";\nconst modules = {};\n' + "".join(parts) + "})();\n"


def _in_order(path: Path, seen: set[Path], above: tuple[Path, ...]) -> Iterator[Path]:
    if path in above:
        raise ValueError(f"{path.name}: needs itself")
    if path in seen:
        return
    seen.add(path)
    for _names, other in IMPORT.findall(path.read_text(encoding="utf-8")):
        yield from _in_order(path.parent / f"{other}.js", seen, (*above, path))
    yield path


def _wrapped(path: Path) -> str:
    source = IMPORT.sub(_as_constant, path.read_text(encoding="utf-8"))
    names = [name for _kind, name in EXPORT.findall(source)]
    source = EXPORT.sub(r"\1 \2", source)
    if re.search(r"^(import|export)\b", source, re.MULTILINE):
        raise ValueError(f"{path.name}: an import or export that is not understood")
    given = f"return {{ {', '.join(names)} }};"
    head = f'\n// {path.name}\nmodules["{path.stem}"] = (() => {{\n'
    return f"{head}{source.rstrip()}\n{given}\n}})();\n"


def _as_constant(found: re.Match[str]) -> str:
    names, module = found.groups()
    names = names.removeprefix("* as ").replace(" as ", ": ")
    return f'const {names} = modules["{module}"];\n'
