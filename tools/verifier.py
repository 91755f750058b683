"""Write the verifier as one readable file that needs Python and `cryptography` only.

`python -m tools.verifier [FILE]` writes the modules of `ballotbox` that verification
needs, each as it stands in the repository, behind a small loader. The same sources
always give the same bytes; the digest that is printed can be read out to the auditors.
"""

import argparse
import ast
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"
ENTRY = "ballotbox.command"
PACKAGES = {
    "ballotbox": '"""The verifying part of ballotbox."""\n',
    "ballotbox.hazard": '"""Primitives."""\n',
}

HEADER = '''\
# ruff: noqa
"""核对公示板 / Verify the board of a closed poll.

    python {name} verify board.jsonl [--manifest M] [--head H] [--receipt FILE]
                              [--other FILE] [--totals FILE] [--lang zh|en]

Needs Python 3.11 or later and `cryptography` 50 or later. Below stand the modules as
they are in the repository, unchanged, and after them the few lines that load them.
"""

import importlib.abc
import importlib.util
import linecache
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "需要 Python 3.11 以上，请换一个：python3.11 {name} …\\n"
        "Python 3.11 or later is needed, for instance: python3.11 {name} …"
    )
if importlib.util.find_spec("cryptography") is None:
    sys.exit(
        "还没有装 cryptography。请先运行：pip install cryptography\\n"
        "cryptography is not installed. First run: pip install cryptography"
    )

SOURCES = {{}}
'''
FOOTER = '''
class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the modules above, and no other of their names."""

    def find_spec(self, name, path=None, target=None):
        if name not in SOURCES:
            return None
        is_package = any(other.startswith(name + ".") for other in SOURCES)
        return importlib.util.spec_from_loader(name, self, is_package=is_package)

    def exec_module(self, module):
        name = module.__spec__.name
        source, file = SOURCES[name], f"<{name}>"
        lines = source.splitlines(keepends=True)
        linecache.cache[file] = (len(source), None, lines, file)
        exec(compile(source, file, "exec"), module.__dict__)


sys.meta_path.insert(0, _Loader())

if __name__ == "__main__":
    from ballotbox.command import main

    sys.exit(main())
'''


def render(name: str = "gongping-verify.py") -> str:
    """Return the whole file."""
    parts = [HEADER.format(name=name)]
    for module, source in sorted({**PACKAGES, **_closure()}.items()):
        if "'''" in source or source.endswith("\\"):
            raise ValueError(f"{module}: cannot stand between triple quotes")
        parts.append(f"\nSOURCES[{module!r}] = r'''{source}'''\n")
    return "".join((*parts, FOOTER))


def _closure() -> dict[str, str]:
    found: dict[str, str] = {}
    waiting = [ENTRY]
    while waiting:
        module = waiting.pop()
        if module not in found and (path := _path(module)) is not None:
            found[module] = path.read_text(encoding="utf-8")
            waiting += _imported(ast.parse(found[module]))
    return found


def _path(module: str) -> Path | None:
    path = SOURCES / (module.replace(".", "/") + ".py")
    return path if path.is_file() else None


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield what is imported at run time; imports for types stand deeper."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{entry.name}" for entry in node.names)


def main(arguments: list[str]) -> int:
    """Write the file and print its digest."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.verifier",
        description="Write the verifier as one file and print its SHA-256.",
    )
    usual = ROOT / "gongping-verify.py"
    place = "where to write it; gongping-verify.py beside the sources if not said"
    parser.add_argument("file", nargs="?", type=Path, default=usual, help=place)
    target: Path = parser.parse_args(arguments).file
    text = render(target.name).encode()
    try:
        target.write_bytes(text)
    except OSError as error:
        parser.error(f"{target} cannot be written: {error.strerror}")
    print(f"{hashlib.sha256(text).hexdigest()}  {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
