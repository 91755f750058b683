"""In which language the command line speaks: one rule for every verb."""

from collections.abc import Iterator
from contextlib import contextmanager

from ballotbox.speech import VARIABLES, spoken

__all__ = ["VARIABLES", "speaking", "spoken"]


@contextmanager
def speaking(named: str | None = None) -> Iterator[None]:
    """Say what is said inside in that language; what is stored keeps its own."""
    from django.utils import translation

    with translation.override("en" if spoken(named) == "en" else "zh-hans"):
        yield
