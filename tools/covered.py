"""Holds the statistics to tests that reach every branch: a gate of `./run check`.

python -m tools.covered
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.environment import PYTHON, ROOT

TESTS = "tests/fairscore"
PACKAGE = "src/fairscore/*"
# Drawn examples are the same each time: a gate of coverage must not depend on chance.
# The search for new ones is that of `./run test`.
QUIET = [
    "--hypothesis-profile=ci",
    "-q",
    "-n0",
    "-p",
    "no:randomly",
    "-p",
    "no:cacheprovider",
]


def main() -> int:
    """Run the tests of the package and fail unless they reach all of it."""
    with tempfile.TemporaryDirectory() as folder:
        variables = {
            **os.environ,
            "COVERAGE_FILE": str(Path(folder) / "reached"),
            # Threads of the linear algebra only wait for each other here (0012).
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        steps = (
            ["run", "-m", "pytest", TESTS, *QUIET],
            ["combine", "-q"],
            ["report", f"--include={PACKAGE}", "--fail-under=100"],
        )
        for step in steps:
            done = subprocess.run(
                [str(PYTHON), "-m", "coverage", *step],
                cwd=ROOT,
                env=variables,
                check=False,
            )
            if done.returncode:
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
