"""The gates of `./run check`: each is a command that must end well."""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tools.environment import BIN, PYTHON, ROOT

TEMPLATE_GLOB = "src/gongping/*/templates/**/*.html"
CODE = ["src", "tests", "tools", "bench", "drills", "run"]


@dataclass(frozen=True)
class Gate:
    """A name to call it by, and the command that decides."""

    name: str
    command: list[str]
    variables: dict[str, str] = field(default_factory=dict)


def gates() -> list[Gate]:
    """All gates, cheapest first."""
    code = [name for name in CODE if (ROOT / name).exists()]
    python = str(PYTHON)
    django = [python, "-m", "django"]
    mode = {
        "DJANGO_SETTINGS_MODULE": "gongping.project.settings",
        "GONGPING_MODE": "test",
        "GONGPING_DATA_DIR": tempfile.gettempdir() + "/gongping-check",
    }
    return [
        Gate("format", [_tool("ruff"), "format", "--check", *code]),
        Gate("lint", [_tool("ruff"), "check", *code]),
        Gate("templates", [_tool("djade"), "--check", *_templates()]),
        Gate("translations", [python, "-m", "tools.catalogs", "check"]),
        Gate("client", [python, "-m", "tools.client", "check"]),
        Gate("contracts", [_tool("lint-imports"), "--no-cache"]),
        Gate("migrations", [*django, "makemigrations", "--check", "--dry-run"], mode),
        Gate("django", [*django, "check", "--fail-level", "WARNING"], mode),
        Gate("docs", [python, "-m", "tools.reference", "check"], mode),
        Gate("board-file", [python, "-m", "tools.board_file", "check"], mode),
        Gate("types", [python, "-m", "mypy"], mode),
        Gate("covered", [python, "-m", "tools.covered"]),
    ]


def run_checks(*, only: list[str]) -> int:
    """Run all gates (or those named), say how each went, fail if any did."""
    chosen = [gate for gate in gates() if not only or gate.name in only]
    if not chosen:
        print("No such check. Known: " + ", ".join(gate.name for gate in gates()))
        return 2
    failed = [gate.name for gate in chosen if not _run(gate)]
    if failed:
        print(f"\n{len(failed)} of {len(chosen)} checks failed: {', '.join(failed)}")
        return 1
    print(f"\nAll {len(chosen)} checks passed.")
    return 0


def run_formatters() -> int:
    """Python and templates have the one shape; imports are in order."""
    code = [name for name in CODE if (ROOT / name).exists()]
    commands = [
        [_tool("ruff"), "check", "--fix-only", "--fixable", "I,RUF100", *code],
        [_tool("ruff"), "format", *code],
        [_tool("djade"), *_templates()],
    ]
    codes = [
        subprocess.run(command, cwd=ROOT, check=False).returncode
        for command in commands
    ]
    # djade ends with 1 when it has changed something: that is what was asked for.
    return max(codes[:2])


def _run(gate: Gate) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        gate.command,
        cwd=ROOT,
        env={**os.environ, **gate.variables},
        capture_output=True,
        text=True,
        check=False,
    )
    is_ok = done.returncode == 0
    word = "ok" if is_ok else "FAILED"
    print(f"{gate.name:<14}{word:<8}{time.monotonic() - started:5.1f} s", flush=True)
    if not is_ok:
        print(_indented(done.stdout + done.stderr))
    return is_ok


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.strip().splitlines())


def _tool(name: str) -> str:
    return str(BIN / name)


def _templates() -> list[str]:
    found = sorted(Path(ROOT).glob(TEMPLATE_GLOB))
    return [str(path.relative_to(ROOT)) for path in found]
