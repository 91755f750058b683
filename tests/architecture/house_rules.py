"""The rules of the house that no general linter knows; each returns what is wrong."""

import ast
from collections.abc import Callable, Iterator

from tests.architecture import sources
from tests.architecture.sources import Function

Rule = Callable[[ast.Module], Iterator[str]]
LONGEST_VIEW = 25
CLOCKS = {
    *("timezone.now", "datetime.now", "datetime.utcnow", "datetime.today"),
    *("date.today", "time.time", "time.time_ns"),
}
# Without an argument these read the clock; with one they only convert.
CONVERTERS = {"timezone.localtime", "timezone.localdate"}
LAZY = {"_", "gettext_lazy", "ngettext_lazy", "pgettext_lazy"}
WRITES = {
    *("save", "create", "get_or_create", "update_or_create"),
    *("bulk_create", "bulk_update"),
}


def no_managers(tree: ast.Module) -> Iterator[str]:
    """A view never queries: an object enters it through a selector."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {
            "objects",
            "_base_manager",
        }:
            yield f"line {node.lineno}: .{node.attr} in a view (use a selector)"


def no_models(tree: ast.Module) -> Iterator[str]:
    """A view knows no model, except to say a type."""
    for node in tree.body:
        for name, line in sources.imported_names(node):
            is_model = ".models." in f".{name}." and "django.db" not in name
            if is_model and not _is_for_types(node):
                yield f"line {line}: imports {name}"


def _is_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and sources.dotted(node.test) == "TYPE_CHECKING"


def no_writes(tree: ast.Module) -> Iterator[str]:
    """Only services write."""
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in WRITES:
            yield f"line {called.lineno}: .{called.attr}() outside services"


def no_common_chance(tree: ast.Module) -> Iterator[str]:
    """`random` is neither secret nor repeatable from outside."""
    for name, line in sources.imported_names(tree):
        if name == "random" or name.startswith("random."):
            yield f"line {line}: random (use secrets, or take a seeded generator)"


def no_other_clock(tree: ast.Module) -> Iterator[str]:
    """There is one clock, which demonstrations and tests can set."""
    for node in ast.walk(tree):
        name = ""
        if isinstance(node, ast.Attribute):
            name = _last_two(node, CLOCKS)
        elif isinstance(node, ast.Call) and not node.args:
            name = _last_two(node.func, CONVERTERS)
        if name:
            yield f"{name} reads another clock (use foundation.clock)"


def _last_two(node: ast.expr, among: set[str]) -> str:
    name = ".".join(sources.dotted(node).split(".")[-2:])
    return f"line {node.lineno}: {name}" if name in among else ""


def no_lazy_format(tree: ast.Module) -> Iterator[str]:
    """A lazy sentence that is filled at import stays in one language for ever."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "format":
            inner = node.value
            if isinstance(inner, ast.Call) and sources.dotted(inner.func) in LAZY:
                yield f"line {node.lineno}: gettext(…).format (use % and a mapping)"


def actor_by_keyword(tree: ast.Module) -> Iterator[str]:
    """Who acts is always named at the call: `by=`."""
    for node in sources.public_functions(tree):
        places = [*node.args.posonlyargs, *node.args.args]
        if any(argument.arg in {"by", "actor"} for argument in places):
            yield f"line {node.lineno}: {node.name} takes the actor by place"


def docstrings(tree: ast.Module) -> Iterator[str]:
    """The first line says what becomes true."""
    for node in tree.body:
        if not isinstance(node, Function | ast.ClassDef):
            continue
        if not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"line {node.lineno}: {node.name} has no docstring"


def policies_in_pairs(tree: ast.Module) -> Iterator[str]:
    """`check_can_x` raises, `can_x` wraps it: a button and its action agree."""
    names = {node.name for node in sources.public_functions(tree)}
    for name in sorted(names):
        if name.startswith("check_can_") and name.removeprefix("check_") not in names:
            yield f"{name} without {name.removeprefix('check_')}"
        if name.startswith("can_") and f"check_{name}" not in names:
            yield f"{name} without check_{name}"


def views(tree: ast.Module) -> Iterator[Function]:
    """Public functions of a view module that take a request."""
    for node in sources.public_functions(tree):
        arguments = [*node.args.posonlyargs, *node.args.args]
        if arguments and arguments[0].arg == "request":
            yield node


def short_views(tree: ast.Module) -> Iterator[str]:
    """A view asks and shows; what takes longer belongs in a room's furniture."""
    for node in views(tree):
        if sources.length(node) > LONGEST_VIEW:
            yield f"line {node.lineno}: {node.name} has {sources.length(node)} lines"
