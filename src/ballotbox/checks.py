"""What is checked of a closed poll, in plain words, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ballotbox.errors import BallotBoxError
    from ballotbox.head import Head
    from ballotbox.manifest import Manifest
    from ballotbox.tally import Tally


class Check(StrEnum):
    """The checks, in the order in which a reader follows them."""

    RULES = "rules"
    RULES_EXPECTED = "rules-expected"
    RULES_SIGNED = "rules-signed"
    BALLOTS = "ballots"
    ORDER = "order"
    COUNTS = "counts"
    SLIPS = "slips"
    PAPER = "paper"
    HEAD = "head"
    HEAD_SIGNED = "head-signed"
    HEAD_EXPECTED = "head-expected"
    COSIGNED = "cosigned"
    ONE_VIEW = "one-view"
    UNCAST = "uncast"
    RECEIPTS = "receipts"
    QUORUM = "quorum"
    RELEASE = "release"
    LOCKS = "locks"
    CONTENTS = "contents"
    PAPER_CELLS = "paper-cells"
    COUNT = "count"
    FORM = "form"
    TOTALS_FIT = "totals-fit"
    TOTALS = "totals"


class State(StrEnum):
    """What came of a check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_GIVEN = "not-given"
    NOT_REACHED = "not-reached"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check and what came of it; `note` says how many, or what is wrong."""

    check: Check
    state: State
    note: str = ""

    def sentence(self, language: str) -> str:
        """Return the promise in `zh` or `en`."""
        return SENTENCES[self.check][language]


@dataclass(frozen=True, slots=True)
class Report:
    """Every check, and what was found on the way."""

    outcomes: tuple[Outcome, ...]
    error: "BallotBoxError | None"
    manifest: "Manifest | None"
    head: "Head | None"
    tally: "Tally | None"

    def of(self, check: Check) -> Outcome:
        """Return what came of one check."""
        return next(outcome for outcome in self.outcomes if outcome.check is check)

    def in_state(self, state: State) -> tuple[Check, ...]:
        """Return the checks of which this came, in order."""
        return tuple(
            outcome.check for outcome in self.outcomes if outcome.state is state
        )


def _both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


SENTENCES: Final[dict[Check, dict[str, str]]] = {
    Check.RULES: _both(
        "规则书完整，属于这次测评。",
        "The rules are whole and belong to this poll.",
    ),
    Check.RULES_EXPECTED: _both(
        "规则书就是您给出的那一份。",
        "The rules are those that you named.",
    ),
    Check.RULES_SIGNED: _both(
        "规则书有全体监票人签名。",
        "Every scrutineer signed the rules.",
    ),
    Check.BALLOTS: _both(
        "每张票都有每个发票处的选票凭证和自己的签名。",
        "Every ballot has a token of each issuer and its own signature.",
    ),
    Check.ORDER: _both(
        "票按票号排列，没有一张重复。",
        "The ballots are in order and none is there twice.",
    ),
    Check.COUNTS: _both(
        "每组收回数不超过领票数，领票数不超过名册人数。",
        "In each group ballots ≤ collected ≤ people on the roll.",
    ),
    Check.SLIPS: _both(
        "票条数目相符，没有抽走的票条都未用过。",
        "The slips add up, and no slip left undrawn was used.",
    ),
    Check.PAPER: _both(
        "纸质票有规定人数的监票人签名。",
        "Enough scrutineers signed the paper ballots.",
    ),
    Check.HEAD: _both(
        "板首与票、数目和纸质票一致。",
        "The head stands for these ballots, counts and paper ballots.",
    ),
    Check.HEAD_SIGNED: _both(
        "板首有票箱的签名。",
        "The box signed the head.",
    ),
    Check.HEAD_EXPECTED: _both(
        "板首就是您给出的那一个（会议记录或投影）。",
        "The head is the one that you named (from the minutes or the screen).",
    ),
    Check.COSIGNED: _both(
        "板首有规定人数的监票人联署。",
        "Enough scrutineers co-signed the head.",
    ),
    Check.ONE_VIEW: _both(
        "各处拿到的公示板是同一块。",
        "Everybody was shown the same board.",
    ),
    Check.UNCAST: _both(
        "事后出示的、没有投出的选票凭证是真的，与收回数相加不超过领票数。",
        "Tokens shown as uncast are real; with the ballots they do not exceed "
        "what was collected.",
    ),
    Check.RECEIPTS: _both(
        "您的回执是票箱签的，票在公示板上。",
        "The box signed your receipts, and the ballots are on the board.",
    ),
    Check.QUORUM: _both(
        "收回数达到法定比例，可以启封。",
        "Enough people took part, so that the poll may be unsealed.",
    ),
    Check.RELEASE: _both(
        "启封所依据的就是这个板首。",
        "The locks were released for this head.",
    ),
    Check.LOCKS: _both(
        "每把锁的钥匙都与规则书相符。",
        "Every lock key fits the rules.",
    ),
    Check.CONTENTS: _both(
        "密封的内容与票一一对应。",
        "The sealed contents are those that the ballots name.",
    ),
    Check.PAPER_CELLS: _both(
        "纸质票的内容就是监票人签名的那一批。",
        "The paper ballots are those that the scrutineers signed.",
    ),
    Check.COUNT: _both(
        "已拆封并重新计票。",
        "The ballots were opened and counted again.",
    ),
    Check.FORM: _both(
        "公示文件每一行都合式，不多不少，次序不乱。",
        "The file has every line it must have, in order, and no other.",
    ),
    Check.TOTALS_FIT: _both(
        "公布的结果与公示的收回数相符。",
        "The published totals fit the numbers on the board.",
    ),
    Check.TOTALS: _both(
        "公布的结果与重新计票一致。",
        "The published totals are those of the new count.",
    ),
}
