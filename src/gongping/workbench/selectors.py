"""One to-do list, gathered from every room."""

from gongping.foundation.actors import Actor


def count_open_todos(actor: Actor) -> int:
    """Return how many things wait for `actor`."""
    return 0
