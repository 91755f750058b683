"""The public names of the package: few, lazy, and enough to follow one ballot."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ballotbox
from ballotbox.cells import encode_cells
from ballotbox.messages import CastReply, IssueReply
from tests.ballotbox.sealed_samples import POLL

TREE = ast.parse(Path(ballotbox.__file__).read_text(encoding="utf-8"))


def _said_to_the_type_checker() -> dict[str, str]:
    imports = [node for node in ast.walk(TREE) if isinstance(node, ast.ImportFrom)]
    return {
        entry.name: str(node.module)
        for node in imports
        for entry in node.names
        if str(node.module).startswith("ballotbox.")
    }


def test_each_name_is_there_and_at_home_where_the_type_checker_believes_it() -> None:
    homes = _said_to_the_type_checker()
    assert sorted(homes) == sorted(ballotbox.__all__)
    for name, home in homes.items():
        assert getattr(ballotbox, name) is getattr(sys.modules[home], name)
        assert f"{name} " in (ballotbox.__doc__ or "").replace(",", " ")


def test_no_name_is_also_that_of_a_module() -> None:
    folder = Path(ballotbox.__file__).parent
    assert not {path.stem for path in folder.glob("*.py")} & set(ballotbox.__all__)


def test_a_name_that_is_not_there_is_said_so() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        getattr(ballotbox, "nothing_of_the_kind")  # noqa: B009 (else mypy objects)


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys, ballotbox; ballotbox.new_ticket();"
        "print(*(n for n in sys.modules if n.startswith('ballotbox.')))"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    loaded = ["ballotbox.errors", "ballotbox.labels", "ballotbox.tickets"]
    assert sorted(done.stdout.split()) == loaded


def test_one_ballot_goes_from_ticket_to_receipt_in_public_names() -> None:
    manifest = ballotbox.parse_manifest(POLL.manifest.text, allow_weak=True)
    tickets = [ballotbox.new_ticket() for _ in POLL.issuer_keys]
    asking = ballotbox.start_collecting(manifest, 1, *tickets)
    replies = [
        IssueReply(ballotbox.blind_sign(keys[1], request.blinded))
        for keys, request in zip(POLL.issuer_keys, asking.requests, strict=True)
    ]
    collected = ballotbox.finish_collecting(manifest, asking, replies)
    cells = encode_cells([1] * manifest.cell_count)
    casting = ballotbox.seal_ballot(manifest, collected, cells)
    taken = ballotbox.take_ballot(manifest, casting.request, allow_weak=True)
    reply = CastReply(ballotbox.sign_receipt(POLL.box_key, manifest.digest, taken))
    receipt = ballotbox.finish_casting(manifest, casting, reply)
    assert receipt.leaf == taken.leaf(manifest.digest)
