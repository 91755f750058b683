"""A program that others started ends with them, however they end.

Whoever starts the program holds the other end of its standard input. When that end
is gone, closed or killed, nothing more can be read; that holds on every system.
"""

import os
import signal
import sys
import threading
import time

GRACE_SECONDS = 10


def stop_when_input_ends() -> None:
    """Ask this process to stop as soon as standard input ends, and insist later."""
    threading.Thread(target=_watch, daemon=True, name="lifeline").start()


def _watch() -> None:
    descriptor = sys.stdin.fileno()
    while os.read(descriptor, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
