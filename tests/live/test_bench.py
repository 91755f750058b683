"""The measuring program still measures; what it finds is for a quiet machine."""

import re
import subprocess
import sys


def test_a_few_watchers_are_measured_and_all_are_in_step() -> None:
    words = ["--watchers", "20", "--events", "4", "--storm", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.live", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    # So few watchers say nothing of memory: that aim may be missed here.
    assert done.returncode in (0, 1)
    assert done.stdout.count("lost 0") == 2
    assert "20 of 20 with the last state" in done.stdout
    assert re.search(r"the hub's p95 is \d+\.\d\d x that of bare sockets", done.stdout)
