"""The verbs of ./run. Standard library only."""

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

from tools import browser_copy, environment
from tools.checks import run_checks, run_formatters

Verb = Callable[[list[str]], int]
CI_WORDS = {"1", "true", "yes"}


def main(argv: list[str], *, usage: str) -> int:
    """Do what the first word asks; without one, say what can be asked."""
    verb = VERBS.get(argv[0]) if argv else None
    if verb is None:
        print(usage.strip())
        return 0 if not argv or argv[0] in {"-h", "--help", "help"} else 2
    try:
        return verb(argv[1:])
    except environment.SetUpError as problem:
        print(f"\nStopped: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def set_up(arguments: list[str]) -> int:
    """Make the environment; `--tests` adds what tests and checks need."""
    environment.ensure("test" if "--tests" in arguments else "base")
    _compile_catalogues()
    if "--tests" in arguments:
        browser_copy.ensure()
    return 0


def demo(arguments: list[str]) -> int:
    """Serve the demonstration season."""
    return gongping(["demo", *arguments])


def gongping(arguments: list[str]) -> int:
    """Hand the words to the command line of the product."""
    environment.ensure("base")
    _compile_catalogues()
    return _python("-m", "gongping", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests in random order, on a worker more than there are cores."""
    environment.ensure("test")
    _compile_catalogues()
    browser_copy.ensure()
    return _python("-m", "pytest", *_workers(arguments), *arguments)


def check(arguments: list[str]) -> int:
    """Run every gate that is not a test and name those that failed."""
    environment.ensure("test")
    _compile_catalogues()
    return run_checks(only=arguments)


def format_code(_arguments: list[str]) -> int:
    """Put Python and templates into the one shape."""
    environment.ensure("test")
    return run_formatters()


def bench(arguments: list[str]) -> int:
    """Run the named measuring programs of bench/, or all; options go to each."""
    return _programs("bench", arguments)


def drill(arguments: list[str]) -> int:
    """Run the named drills of drills/, or all; options go to each."""
    return _programs("drills", arguments)


def _programs(folder: str, arguments: list[str]) -> int:
    environment.ensure("test")
    _compile_catalogues()
    names = list(takewhile(lambda word: not word.startswith("-"), arguments))
    options = arguments[len(names) :]
    programs = sorted((environment.ROOT / folder).glob("[!_]*.py"))
    chosen = [path for path in programs if not names or path.stem in names]
    if not chosen:
        known = ", ".join(path.stem for path in programs) or "none yet"
        print(f"Nothing of that name in {folder}/. Known: {known}.", file=sys.stderr)
        return 2
    return max(_run_program(path, options) for path in chosen)


def _run_program(path: Path, options: list[str]) -> int:
    print(f"── {path.stem}", flush=True)
    return _python("-m", f"{path.parent.name}.{path.stem}", *options)


def _workers(arguments: list[str]) -> list[str]:
    """One worker more than cores, unless the caller has said how many.

    A worker whose journey waits, for its browser or for time, leaves a core idle.
    """
    if any(word.startswith(("-n", "--numprocesses")) for word in arguments):
        return []
    # One test at a time, in the order of tests/conftest.py: what takes long first.
    count = str((os.cpu_count() or 1) + 1)
    return ["-n", count, "--dist", "loadgroup", "--no-loadscope-reorder"]


def _compile_catalogues() -> None:
    """Bring the compiled translations up to date (milliseconds when they are)."""
    if _python("-m", "tools.catalogs", "compile", "--quiet"):
        msg = "the translation catalogues could not be compiled; see above."
        raise environment.SetUpError(msg)


def _python(*words: str) -> int:
    """Run our Python and hand on its exit code; an interrupt is its own business."""
    command = [str(environment.PYTHON), *words]
    with subprocess.Popen(command, cwd=environment.ROOT, env=_variables()) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                # The child got the same signal and is closing down in good order.
                continue


def _variables() -> dict[str, str]:
    """The caller's variables; output arrives line by line."""
    return {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}


VERBS: dict[str, Verb] = {
    "setup": set_up,
    "demo": demo,
    "test": test,
    "check": check,
    "format": format_code,
    "bench": bench,
    "drill": drill,
    "gongping": gongping,
}
