"""A function fits on a screen, a file in a head."""

import ast
from pathlib import Path

from tests.architecture import sources

LONGEST_FUNCTION = 40
LONGEST_FILE = 400
# Words over a file of data, such as the rooms of a test world, are still a file.
CODE = ("src", "tests", "tools", "bench", "drills")


def long_functions(tree: ast.AST) -> list[str]:
    return [
        f"{node.name} has {sources.length(node)} lines"
        for node in sources.functions(tree)
        if sources.length(node) > LONGEST_FUNCTION
    ]


def is_long_file(text: str) -> bool:
    return text.count("\n") > LONGEST_FILE


def _code_files() -> list[Path]:
    return [*sources.python_files(*CODE), sources.ROOT / "run"]


def test_functions_have_at_most_forty_lines() -> None:
    found = [
        f"{sources.relative(path)}: {problem}"
        for path in _code_files()
        for problem in long_functions(sources.parsed(path))
    ]
    assert not found, sources.listed(found)


def test_files_have_at_most_four_hundred_lines() -> None:
    files = [*_code_files(), *sources.template_files()]
    files += sources.static_files("js") + sources.client_files()
    found = [
        f"{sources.relative(path)}: {text.count(chr(10))} lines"
        for path in files
        if is_long_file(text := path.read_text(encoding="utf-8"))
    ]
    assert not found, sources.listed(found)


def test_a_planted_long_function_is_found() -> None:
    body = "    x = 1\n"
    assert long_functions(ast.parse("def f():\n" + body * 39)) == []
    assert long_functions(ast.parse("def f():\n" + body * 40)) == ["f has 41 lines"]
    inner = "class C:\n    async def g(self):\n" + "        x = 1\n" * 40
    assert long_functions(ast.parse(inner)) == ["g has 41 lines"]


def test_a_planted_long_file_is_found() -> None:
    assert not is_long_file("x\n" * 400)
    assert is_long_file("x\n" * 401)
