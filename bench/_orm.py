"""The plain way to take a ballot: a Django view, one `create()`, the same checks.

Served as this product serves Django: uvicorn and a WSGI bridge. SQLite with the
pragmas of the box. Neither middleware nor session: nothing is added to be slow.
"""

import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings

FOLDER = Path(sys.argv[2])
settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="no session is signed",  # noqa: S106
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "ballots.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    },
)
django.setup()

from django.db import IntegrityError, connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402

from ballotbox.errors import BallotBoxError  # noqa: E402
from ballotbox.keys import decode_signing_key  # noqa: E402
from ballotbox.manifest import parse_manifest  # noqa: E402
from ballotbox.messages import CastReply, parse_cast_request  # noqa: E402
from ballotbox.sealed import sign_receipt, take_ballot  # noqa: E402

BOX_KEY = decode_signing_key((FOLDER / "box.key").read_bytes())
RULES = parse_manifest((FOLDER / "manifest.json").read_text())


class StoredBallot(models.Model):  # noqa: DJ008 (nobody reads it)
    """One ballot in a row."""

    objects: models.Manager["StoredBallot"]

    leaf = models.CharField(max_length=64, primary_key=True)
    ballot_key = models.BinaryField(unique=True)
    body = models.BinaryField()
    signature = models.BinaryField()
    contents = models.BinaryField()

    class Meta:
        app_label = "bench"


def cast(request: HttpRequest) -> HttpResponse:
    """Check, store, sign."""
    try:
        sent = parse_cast_request(request.body.decode())
        ballot = take_ballot(RULES, sent)
    except BallotBoxError as error:
        return JsonResponse({"code": str(error)}, status=422)
    leaf = ballot.leaf(RULES.digest).hex()
    try:
        with transaction.atomic():
            StoredBallot.objects.create(
                leaf=leaf,
                ballot_key=ballot.key,
                body=sent.body,
                signature=sent.signature,
                contents=sent.contents,
            )
    except IntegrityError:
        if not StoredBallot.objects.filter(leaf=leaf).exists():
            return JsonResponse({"code": "already_cast"}, status=409)
    receipt = sign_receipt(BOX_KEY, RULES.digest, ballot)
    text = CastReply(receipt).text
    headers = {"Content-Type": "application/json", "Content-Length": str(len(text))}
    return HttpResponse(text, status=201, headers=headers)


urlpatterns = [path("cast", cast)]


def main() -> None:
    """Make the table, then serve."""
    import uvicorn  # noqa: PLC0415
    from a2wsgi import WSGIMiddleware  # noqa: PLC0415
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415

    with connection.schema_editor() as editor:
        editor.create_model(StoredBallot)
    handler: Any = WSGIHandler()
    pages: Any = WSGIMiddleware(handler, workers=4)
    uvicorn.run(
        pages,
        port=int(sys.argv[1]),
        access_log=False,
        log_level="critical",
        lifespan="off",
    )


if __name__ == "__main__":
    main()
