"""What a failed check means for whoever ran it, and what to do next, in plain words."""

import re
from enum import Enum
from typing import Final

from ballotbox.checks import Check
from ballotbox.errors import BallotBoxError
from ballotbox.speech import both, in_language


class Advice(Enum):
    """What to do next."""

    FETCH = both(
        "多半是文件没有传全，或被别的程序改存过。请重新下载，不要打开另存；"
        "再核对一次，还是这样就交给监票人。",
        "Most likely the copy is incomplete, or some program saved it anew. Download "
        "it again and verify it as it comes; if it fails again, tell the scrutineers.",
    )
    KEEP = both(
        "请把文件原样留好，再从别处拿一份核对。那一份相符，就是这一份被改过；"
        "也不符，就把两份都交给监票人。",
        "Keep the file as it is and verify a copy from elsewhere. If that one holds, "
        "yours was changed; if not, give both to the scrutineers.",
    )
    COMPARE = both(
        "请先看您另外给的散列、回执、公示板或结果是不是这次测评的，有没有抄错。"
        "没有错，就都原样留好，交给监票人。给了几张回执的，一张一张再核对。",
        "First see that the hash, receipt, board or totals that you named are of this "
        "poll and copied rightly. If so, keep everything and tell the scrutineers. Of "
        "several receipts, verify one at a time.",
    )
    PROOF = both(
        "这是票箱自己的签名作的证，能让别人信服。请把两边的文件都原样留好，"
        "当面交给监票人。",
        "The box's own signatures prove this to others, too. Keep the files of both "
        "sides as they are and hand them to the scrutineers in person.",
    )
    STOP = both(
        "请从别处再拿一份核对。也是这样，就马上告诉监票人：查清以前，结果不能用。",
        "Verify a copy from elsewhere. If it fails, too, tell the scrutineers at once: "
        "until this is cleared up, the result is not to be used.",
    )


FORM: Final = both(
    "这个文件不是一块完好的公示板。",
    "This file is not a whole board as it was published.",
)
RULES: Final = both(
    "规则书与大家投票时的那一份不一样。",
    "The rules are not those under which people voted.",
)
COUNTS: Final = both(
    "各处报的数目互相对不上。",
    "The numbers that were reported contradict one another.",
)
CHANGED: Final = both(
    "板首签名以后，板上有东西变了。",
    "Something on the board changed after the head was signed.",
)
UNSIGNED: Final = both(
    "该有的监票人签名不够，或者签名的不是规则书里的人。",
    "Signatures of scrutineers are wanting, or by others than the rules name.",
)
CONTENTS: Final = both(
    "拆封的内容与投进票箱的票对不上。",
    "What was unsealed is not what the ballots in the box name.",
)
STUFFED: Final = both(
    "有不该有的票：有人塞票，或者发票处数错了。",
    "There are ballots that nobody had a right to: stuffing, or an office miscounted.",
)
OTHERWISE: Final = both(
    "板上有一处与规则不合。",
    "Something on the board is not as the rules say.",
)

# A finding that is not named here is explained as the kind of finding that it is.
MEANINGS: Final[dict[str, tuple[tuple[str, str], Advice]]] = {
    "BoardFileError": (FORM, Advice.FETCH),
    "VersionUnknown": (
        both(
            "公示板的格式比这个程序新。",
            "The board is of a newer form than this program reads.",
        ),
        Advice.FETCH,
    ),
    "ManifestMalformed": (RULES, Advice.KEEP),
    "ManifestDiffers": (RULES, Advice.KEEP),
    "WeakSuite": (
        both(
            "密钥是测试用的，谁都能伪造；真实的测评不会用。",
            "The keys are for tests: anybody can forge them, no real poll has them.",
        ),
        Advice.STOP,
    ),
    "NotApproved": (UNSIGNED, Advice.STOP),
    "SignerWrong": (UNSIGNED, Advice.KEEP),
    "PaperNotSigned": (UNSIGNED, Advice.STOP),
    "NotCosigned": (UNSIGNED, Advice.STOP),
    "TokenInvalid": (
        both(
            "有一张票没有发票处的有效签名：这张票是假的，或者这一行被改过。",
            "A ballot lacks the valid signature of an office that hands out ballots: "
            "it is forged, or its line was changed.",
        ),
        Advice.KEEP,
    ),
    "SignatureInvalid": (
        both(
            "有一张票不是它的主人签的，或者这一行被改过。",
            "A ballot was not signed by its owner, or its line was changed.",
        ),
        Advice.KEEP,
    ),
    "BallotsUnsorted": (
        both("票的次序被动过。", "The order of the ballots was touched."),
        Advice.KEEP,
    ),
    "BallotDoubled": (
        both("同一张票出现了两次。", "One ballot is there twice."),
        Advice.KEEP,
    ),
    "CountsDiffer": (COUNTS, Advice.KEEP),
    "PaperDiffers": (COUNTS, Advice.KEEP),
    "SlipsDiffer": (COUNTS, Advice.KEEP),
    "MoreBallotsThanCollected": (STUFFED, Advice.STOP),
    "MoreCollectedThanRoll": (STUFFED, Advice.STOP),
    "UndrawnSlipRedeemed": (
        both(
            "有一张没人抽走的票条领过票：有人冒领。",
            "A slip that nobody drew collected a ballot: somebody stuffed.",
        ),
        Advice.STOP,
    ),
    "MoreTokensThanCollected": (STUFFED, Advice.STOP),
    "HeadDiffers": (CHANGED, Advice.KEEP),
    "HeadNotSigned": (CHANGED, Advice.KEEP),
    "HeadRewritten": (CHANGED, Advice.STOP),
    "SplitView": (
        both(
            "票箱给不同的人看了不同的板。",
            "The box showed different boards to different people.",
        ),
        Advice.PROOF,
    ),
    "BallotMissing": (
        both(
            "票箱收下了您的票，板上却没有。",
            "The box took your ballot, and it is not on the board.",
        ),
        Advice.PROOF,
    ),
    "ReceiptInvalid": (
        both(
            "这张回执不是这次测评的票箱签的。",
            "This receipt was not signed by the box of this poll.",
        ),
        Advice.COMPARE,
    ),
    "UncastInvalid": (
        both(
            "事后出示的未投票证不是本人出示的。",
            "Tokens shown as uncast were not shown by their owner.",
        ),
        Advice.KEEP,
    ),
    "QuorumNotReached": (
        both(
            "收回的票不到法定比例，这次测评不生效，本来不该启封。",
            "Too few took part: the poll is void and should never have been unsealed.",
        ),
        Advice.STOP,
    ),
    "LockDiffers": (CONTENTS, Advice.KEEP),
    "ContentsDiffer": (CONTENTS, Advice.KEEP),
    "ContentsMissing": (
        both(
            "拆封的内容不全，少了几张票的。",
            "The contents of some ballots are missing.",
        ),
        Advice.FETCH,
    ),
    "ContentsMisplaced": (CONTENTS, Advice.KEEP),
    "TotalsDiffer": (
        both(
            "公布的结果与公示板对不上。",
            "The published totals are not those of the board.",
        ),
        Advice.COMPARE,
    ),
}
# The same finding means something else where it is about what was named beside.
NAMED: Final[dict[Check, tuple[tuple[str, str], Advice]]] = {
    Check.RULES_EXPECTED: (
        both(
            "这块板的规则书不是您给出的那一份。",
            "The rules of this board are not those that you named.",
        ),
        Advice.COMPARE,
    ),
    Check.HEAD_EXPECTED: (
        both(
            "这块板的板首不是您给出的那一个。",
            "The head of this board is not the one that you named.",
        ),
        Advice.COMPARE,
    ),
}
LINE: Final = re.compile(r"^line (\d+)")
PLACE: Final = both("（第 {number} 行）", " (line {number})")


def explain(check: Check, error: BallotBoxError, language: str) -> tuple[str, str]:
    """Return what the finding means, with the line that shows it, and what to do."""
    names = (kind.__name__ for kind in type(error).__mro__)
    known = (MEANINGS[name] for name in names if name in MEANINGS)
    sentence, advice = NAMED.get(check) or next(known, (OTHERWISE, Advice.KEEP))
    said, place = in_language(sentence, language), LINE.match(str(error))
    if place is not None:
        where = in_language(PLACE, language, number=place.group(1))
        said = f"{said[:-1]}{where}{said[-1]}"
    return said, in_language(advice.value, language)
