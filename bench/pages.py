"""Measures the main pages with a demonstration season and 10,000 items beside it.

    ./run bench pages
    python -m bench.pages FOLDER     keep the loaded season there for the next time

Loads the season into a folder of its own that is removed afterwards, adds the items,
then asks each page twenty times in this process. Times say little from one machine to
the next: the last column relates them to a page that does next to nothing.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongping.foundation import clock

if TYPE_CHECKING:
    from django.test import Client

ITEMS = 10_000
REQUESTS = 20
TRIVIAL = ("anonymous", "/activate")
OK = 200
TITLE = "压测事项"


@dataclass(frozen=True, slots=True)
class Measured:
    """One page: how many queries, and how long in milliseconds."""

    label: str
    queries: int
    median: float
    slowest: float
    kilobytes: float


def main() -> int:
    """Load, fill, measure, print."""
    with tempfile.TemporaryDirectory(prefix="gongping-bench-") as folder:
        load(Path(sys.argv[1] if len(sys.argv) > 1 else folder))
        import django  # noqa: PLC0415  (after the settings are named)

        django.setup()
        fill(ITEMS)
        show([measure(*page) for page in pages()])
    return 0


def load(folder: Path) -> None:
    """Load the demonstration season into `folder`, as a visitor would."""
    os.environ["GONGPING_MODE"] = "demo"
    os.environ["GONGPING_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongping.project.settings"
    # WhiteNoise warns of a missing folder.
    (folder / "static").mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    words = ["demo", "--no-serve", f"--port={_free_port()}"]
    subprocess.run([sys.executable, "-m", "gongping", *words], check=True)
    print(f"loaded in {time.perf_counter() - started:.1f} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fill(number: int) -> None:
    """Write `number` more items of this year, each with its one milestone."""
    from gongping.ledger.models import LedgerItem, Milestone  # noqa: PLC0415
    from gongping.ledger.states import ItemState  # noqa: PLC0415

    invented = LedgerItem.objects.filter(title__startswith=TITLE)
    if invented.exists():
        return
    open_items = LedgerItem.objects.filter(state=ItemState.PUBLISHED)
    patterns = list(open_items.filter(year=clock.today().year).order_by("pk"))
    items = [_copy(patterns[n % len(patterns)], n) for n in range(number)]
    LedgerItem.objects.bulk_create(items, batch_size=500)
    steps = [
        Milestone(item_id=pk, position=1, title="节点", due_on=due, original_due_on=due)
        for pk, due in invented.values_list("pk", "due_on")
        if due is not None
    ]
    Milestone.objects.bulk_create(steps, batch_size=1000)


def _copy(pattern: Any, n: int) -> Any:
    """Return an item like `pattern`, due some time between last spring and next."""
    fields = pattern._meta.concrete_fields
    same = {f.attname: getattr(pattern, f.attname) for f in fields if not f.primary_key}
    due = clock.today() + timedelta(days=n % 300 - 150)
    return type(pattern)(
        **same
        | {
            "number": f"{pattern.year}-9{n:05d}",
            "title": f"{TITLE}{n}",
            "search_text": f"{TITLE}{n}",
            "place": pattern.place + n,
            "started_on": due - timedelta(days=200),
            "due_on": due,
            "original_due_on": due,
            "next_due_on": due,
            "source_key": f"bench:{n}",
        }
    )


def pages() -> Iterator[tuple[str, str, str]]:
    """Name the main pages, who asks for each, and where it is."""
    from gongping.comments.models import LeaderComment  # noqa: PLC0415
    from gongping.meetings.models import ReviewRound  # noqa: PLC0415
    from gongping.results.models import Result  # noqa: PLC0415

    rounds = ReviewRound.objects.order_by("-session__held_at")
    now, before = rounds[0].pk, rounds[1].pk
    leader = LeaderComment.objects.filter(leader__user__username="leader").first()
    unit = leader.unit_id if leader else 1
    code = Result.objects.values_list("poll__code", flat=True)[0]
    yield "trivial", *TRIVIAL
    yield "workbench, unit", "unit", "/"
    yield "workbench, leader", "leader", "/"
    yield "workbench, secretariat", "secretariat", "/"
    yield "ledger", "secretariat", "/ledger"
    yield "ledger item", "secretariat", f"/ledger/{_item()}"
    yield "console", "secretariat", f"/meetings/{now}"
    yield "pad", "leader", f"/comments/{now}/{unit}/pad"
    yield "report", "secretariat", f"/meetings/{before}/reports/{unit}"
    yield "coverage", "secretariat", f"/comments/{now}/coverage"
    yield "result", "secretariat", f"/results/{code}"
    yield "people", "secretariat", "/organisation/people"
    yield "matrix", "secretariat", "/organisation/links"


def _item() -> str:
    from gongping.ledger.models import ProgressUpdate  # noqa: PLC0415

    return str(ProgressUpdate.objects.values_list("item__number", flat=True)[0])


def measure(label: str, who: str, address: str) -> Measured:
    """Ask for a page twenty times; its queries are counted apart from its time."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = _browser(who)
    client.get(address)
    answer = client.get(address)
    if answer.status_code != OK:
        raise SystemExit(f"{address} as {who} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)
    times = sorted(_timed(client, address) for _ in range(REQUESTS))
    return Measured(
        label,
        queries,
        statistics.median(times),
        times[round(REQUESTS * 0.95) - 1],
        len(answer.content) / 1024,
    )


def _browser(who: str) -> "Client":
    from django.test import Client  # noqa: PLC0415

    from gongping.accounts.models import User  # noqa: PLC0415

    client = Client(headers={"host": "127.0.0.1"})
    if who != "anonymous":
        client.force_login(
            User.objects.get(username=who), "django.contrib.auth.backends.ModelBackend"
        )
    return client


def _timed(client: "Client", address: str) -> float:
    started = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - started) * 1000


def show(found: list[Measured]) -> None:
    """Print one line a page, beside the trivial page of the same run."""
    trivial = found[0].median
    load_now = ", ".join(f"{n:.1f}" for n in os.getloadavg())
    print(f"\n{ITEMS} items, {REQUESTS} requests a page, load {load_now}\n")
    head = ("page", "queries", "median ms", "p95 ms", "kB", "x trivial")
    print("{:24}{:>8}{:>11}{:>9}{:>7}{:>11}".format(*head))
    for page in found:
        print(
            f"{page.label:24}{page.queries:>8}{page.median:>11.1f}{page.slowest:>9.1f}"
            f"{page.kilobytes:>7.0f}{page.median / trivial:>11.1f}"
        )


if __name__ == "__main__":
    sys.exit(main())
