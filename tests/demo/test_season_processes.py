"""The programs of a season end with it, whatever ends it: real processes, killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongping.demo.season.processes import free_port

SEASON = """
import sys, time
from pathlib import Path
from gongping.demo.season.processes import running_site
with running_site(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])):
    print("running", flush=True)
    time.sleep(600)
"""
PATIENCE_SECONDS = 60


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_a_killed_season_leaves_neither_box_nor_pages_behind(
    how: str, tmp_path: Path
) -> None:
    ports = [free_port(), free_port()]
    season = subprocess.Popen(
        [sys.executable, "-c", SEASON, str(tmp_path), *map(str, ports)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "GONGPING_MODE": "demo", "GONGPING_DATA_DIR": str(tmp_path)},
    )
    assert season.stdout is not None
    assert season.stdout.readline() == b"running\n"
    assert all(map(_answers, ports))

    season.send_signal(getattr(signal, how))
    season.communicate(timeout=PATIENCE_SECONDS)

    until = time.monotonic() + PATIENCE_SECONDS
    while any(map(_answers, ports)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(_answers, ports))
