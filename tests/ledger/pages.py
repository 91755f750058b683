"""What a browser sends to the forms of the ledger, and reads from its pages."""

from typing import Any

from django.test import Client

from tests.ledger.factory import Desk

NODES = (("方案印发", 20), ("三省试点", 60))


def typed(desk: Desk, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends for a complete item."""
    sent: dict[str, Any] = {
        "title": "数据共享目录与口径统一",
        "track": "business",
        "lead_unit": desk.world.unit.pk,
        "responsible_person": desk.world.cadres[6].pk,
        "started_on": desk.day(0).isoformat(),
        "due_on": desk.day(90).isoformat(),
        "goal": "", "measures": "", "party_link": "",
        "path-TOTAL_FORMS": 3, "path-INITIAL_FORMS": 0,
        "do": "save",
    }  # fmt: skip
    for n, (title, days) in enumerate(NODES):
        sent[f"path-{n}-title"] = title
        sent[f"path-{n}-due_on"] = desk.day(days).isoformat()
    return {**sent, **changes}


def body(answer: Any) -> str:
    return str(answer.content.decode())


def as_it_stands(client: Client, address: str) -> dict[str, Any]:
    """Return what the form at the address would send if nothing were changed."""
    context = client.get(address).context
    sent = {
        bound.html_name: bound.value() for bound in context["form"] if bound.value()
    }
    rows = context["path"]
    sent |= {"path-TOTAL_FORMS": len(rows.forms), "path-INITIAL_FORMS": 0}
    for row in rows.forms:
        sent |= {bound.html_name: bound.value() or "" for bound in row}
    return {**sent, "version": context["version"], "do": "save"}
