"""The files that the architecture tests read."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SRC = ROOT / "src"
PRODUCT = SRC / "gongping"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def relative(path: Path) -> str:
    """The path as one says it from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def python_files(*folders: str) -> list[Path]:
    """All Python files below the named folders, migrations left out."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def room_files(*furniture: str) -> list[Path]:
    """A room's `views.py` or everything in its `views/`, for each name given."""
    found: list[Path] = []
    for name in furniture:
        found += PRODUCT.glob(f"*/{name}.py")
        found += PRODUCT.glob(f"*/{name}/**/*.py")
    return sorted(found)


def template_files() -> list[Path]:
    """All templates of all rooms."""
    return sorted(path for path in PRODUCT.glob("*/templates/**/*") if path.is_file())


def static_files(kind: str) -> list[Path]:
    """All static files of one kind, vendored and built ones left out."""
    found = PRODUCT.glob(f"*/static/**/*.{kind}")
    not_ours = {"vendor", "gp1", "wordlist.js"}
    return sorted(path for path in found if not_ours.isdisjoint(path.parts))


def client_files() -> list[Path]:
    """The modules of which the browser's protocol core is built."""
    return sorted((ROOT / "client").rglob("gp1/*.js"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.AST) -> Iterator[Function]:
    """All functions, methods and inner functions."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def public_functions(tree: ast.Module) -> Iterator[Function]:
    """The functions a module offers at its top level."""
    for node in tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def imported_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module or name that is imported, dotted, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((f"{module}.{a.name}", node.lineno) for a in node.names)


def length(node: Function) -> int:
    """Lines from `def` to the end, decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def dotted(node: ast.expr) -> str:
    """`a.b.c` for such an expression, empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def listed(found: list[str]) -> str:
    """One problem a line, for the message of an assertion."""
    return "\n" + "\n".join(found)
