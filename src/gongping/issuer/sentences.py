"""What the office's program says, in both languages, and how it refuses."""

from enum import Enum

from ballotbox.speech import both as _both
from ballotbox.speech import in_language


class Says(Enum):
    """Every sentence; the first is Chinese, the second English."""

    NO_OFFICE = _both(
        "{folder} 里没有设立发票处。请先运行 gongping issuer init。",
        "There is no office in {folder}. Run gongping issuer init first.",
    )
    UNUSABLE = _both(
        "{file} 不能用：{why}。请看路径和权限，改好再来一次。",
        "{file} cannot be used: {why}. Look at path and rights, then try again.",
    )
    STORE_UNUSABLE = _both(
        "{folder} 里的库不能用：{why}。什么也没有改变。请看磁盘和权限，"
        "不要用别处的旧副本替换。",
        "The database in {folder} cannot be used: {why}. Nothing was changed. Look at "
        "disk and rights, and do not put an older copy in its place.",
    )
    NO_ROLL = _both(
        "{file} 不是名册文件。请从秘书处重新拿一份。",
        "{file} is no roll file. Ask the secretariat for it again.",
    )
    WEAK_KEYS = _both(
        "这次测评用的是测试密钥，真实测评不能用。",
        "This poll has keys for tests, and no real poll may.",
    )
    OTHER_POLL = _both(
        "这个目录已经给另一次测评（{poll}）用了。请换一个目录。",
        "This folder serves another poll ({poll}). Take another folder.",
    )
    TOO_LATE_FOR_ROLL = _both(
        "规则书已经接受，名册不能再换。",
        "The rules are accepted; the roll can no longer be replaced.",
    )
    ROLL_TAKEN = _both(
        "名册收下了：{title}，{people} 人。请与本处自己掌握的人数核对：",
        "The roll is taken: {title}, {people} people. "
        "Compare with the numbers that you know yourselves:",
    )
    GROUP_SIZE = _both(
        "第 {group} 票种 {name}：{size} 人",
        "Group {group} {name}: {size} people",
    )
    ROLL_CHANGED = _both(
        "与上一份名册相比，多了：{more}；少了：{less}。",
        "Compared with the roll before, new: {more}; gone: {less}.",
    )
    KEYS_OUT = _both(
        "公钥写在 {file}，请在冻结规则以前交给秘书处。私钥留在本处，不出这台机器。",
        "The public keys are in {file}; give them to the secretariat before the "
        "freeze. The private keys stay here and never leave this machine.",
    )
    NO_KEYS = _both(
        "还没有生成密钥。请先运行 gongping issuer keys。",
        "There are no keys yet. Run gongping issuer keys first.",
    )
    NO_RULES = _both(
        "{file} 不是一次密封测评的规则书。请从公示地址重新下载。",
        "{file} holds no rules of a poll. Download them again.",
    )
    RULES_OF_OTHER = _both(
        "规则书是另一次测评（{poll}）的，没有接受。",
        "The rules are those of another poll ({poll}); they are not accepted.",
    )
    NOT_NAMED = _both(
        "规则书里没有本处的公钥，没有接受。冻结前可能没有收到，或者被换过。",
        "The rules do not name this office's keys; they are not accepted. The keys "
        "may not have arrived before the freeze, or somebody exchanged them.",
    )
    OTHER_SIZES = _both(
        "第 {group} 票种，规则书写 {theirs} 人，本处名册有 {ours} 人，没有接受。",
        "Group {group}: the rules say {theirs} people, our roll has {ours}; "
        "they are not accepted.",
    )
    OTHER_ROLL = _both(
        "规则书里的名册不是本处查过的这一份，没有接受。请拿一份新的名册，"
        "用 gongping issuer init 看差在谁身上，查清了再接受。",
        "The roll in the rules is not the one that this office checked; they are not "
        "accepted. Get the roll again, let gongping issuer init say who differs, and "
        "accept the rules when that is explained.",
    )
    RULES_KEPT = _both(
        "规则书已经接受过，不是这一份。要换，只能作废重来。",
        "Other rules are accepted already. They change only with a new poll.",
    )
    RULES_TAKEN = _both(
        "规则书接受了：本处是第 {issuer} 发票处，规则码 {code}。"
        "请与会场公布的规则码核对。\nM = {digest}",
        "The rules are accepted: this is issuer {issuer}, rule code {code}. "
        "Compare it with the code shown in the hall.\nM = {digest}",
    )
    RULES_WANTING = _both(
        "还没有接受规则书。请先运行 gongping issuer manifest。",
        "No rules are accepted yet. Run gongping issuer manifest first.",
    )
    LETTERS_TOO_LATE = _both(
        "领票已经开始，不能再印信函票证。",
        "Collecting has begun; no more letters are printed.",
    )
    LETTERS_HANDED = _both(
        "已经有 {count} 人领过信；重印会让他们手里的信作废，没有印。"
        "原来的文件印坏了，只能作废这次测评重来。",
        "{count} people have had a letter; printing again would make it void, so "
        "nothing was printed. If the first print is lost, the poll must be repeated.",
    )
    LETTERS_OUT = _both(
        "{count} 封信函票证写在 {file}。请打印，按票种分堆、打乱、封好，"
        "然后删掉这个文件。以前印过的都不能用了。",
        "{count} letters are in {file}. Print them, shuffle each group's pile, seal "
        "them, then delete the file. Letters printed before are void.",
    )
    NO_LETTERS = _both(
        "还没有印信函票证。请先运行 gongping issuer letters。",
        "No letters are printed yet. Run gongping issuer letters first.",
    )
    OPENED = _both(
        "开始领票。请运行 gongping issuer serve。",
        "Collecting is open. Run gongping issuer serve.",
    )
    SERVING = _both(
        "正在 {host}:{port} 等人领票，不留访问日志。停下请按 Ctrl+C。",
        "Waiting at {host}:{port} for letters, without an access log. Ctrl+C stops it.",
    )
    NOT_YET = _both(
        "还没有开始领票，来的人会被请回。开始时另开一个窗口运行 gongping issuer open。",
        "Collecting has not begun, and who comes is sent away. "
        "Run gongping issuer open in another window to begin.",
    )
    NO_MORE = _both(
        "领票已经结束，来的人会被请回。",
        "Collecting has ended, and who comes is told so.",
    )
    PORT_TAKEN = _both(
        "端口 {port} 被占用，或者这个地址不能用。请换一个。",
        "Port {port} is taken, or the address cannot be used. Name another.",
    )
    IS_CLOSED = _both(
        "领票已经结束，密钥已经销毁，不能重开。",
        "Collecting has ended and the keys are destroyed; it cannot be opened again.",
    )
    NOT_OPENED = _both(
        "还没有开始领票。",
        "Collecting has not begun.",
    )
    CLOSED = _both(
        "领票结束，密钥已经销毁。请拆开剩下的信核对（gongping issuer undrawn），"
        "再运行 gongping issuer counts。",
        "Collecting has ended and the keys are destroyed. Open the letters that are "
        "left over (gongping issuer undrawn), then run gongping issuer counts.",
    )
    NOT_CLOSED = _both(
        "领票还没有结束，没有数目可交。请先运行 gongping issuer close。",
        "Collecting has not ended, so there are no counts. "
        "Run gongping issuer close first.",
    )
    OVERDRAWN = _both(
        "第 {group} 票种领票 {collected} 张，登记发出的信只有 {handed} 封。"
        "请补登漏记的；没有漏记，就是有人用了没发出的信，请监票人当场记录。",
        "Group {group}: {collected} ballots collected, but only {handed} letters "
        "marked as handed out. Mark what was forgotten; if nothing was, somebody "
        "used letters that never went out: tell the scrutineers.",
    )
    NOT_CLOSED_FOR_LETTERS = _both(
        "领票还没有结束，剩下的信先不要拆。请先运行 gongping issuer close。",
        "Collecting has not ended: leave the letters sealed. "
        "Run gongping issuer close first.",
    )
    LEFT_HINT = _both(
        "请当着监票人拆开没有发出的信，逐封扫码或输入数字；空行结束。",
        "With a scrutineer beside you, open the letters that nobody drew and scan or "
        "type them one by one; an empty line ends.",
    )
    LEFT_OPENED = _both(
        "第 {group} 票种：没有用过。拆开核对 {opened} 封，还有 {left} 封。",
        "Group {group}: not used. {opened} opened, {left} to go.",
    )
    LEFT_REDEEMED = _both(
        "这封信（{letter} 开头）已经领过票。先核对登记：有人拿过、用过而没有登记的，"
        "用 gongping issuer hand 补登。查清没有人拿过，才是有人冒领：请监票人当场记录，"
        "这次测评不能启封。",
        "This letter ({letter}…) was used. Look at your marks first: if somebody drew "
        "and used it unmarked, mark them with gongping issuer hand. Only if nobody "
        "drew it, somebody stuffed: tell the scrutineers; this poll is not to be "
        "unsealed.",
    )
    LEFT_UNOPENED = _both(
        "第 {group} 票种印 {letters} 封，发出 {handed} 封，剩下拆开核对的 {opened} 封，"
        "对不上。请拆完剩下的信（gongping issuer undrawn），或补登漏记的。",
        "Group {group}: {letters} letters printed, {handed} handed out, {opened} left "
        "over and opened. That does not add up: open the rest with gongping issuer "
        "undrawn, or mark what was forgotten.",
    )
    COUNTS_OUT = _both(
        "数目写在 {file}，请交给秘书处。两边念一遍核对码：{code}",
        "The counts are in {file}; give them to the secretariat. "
        "Both sides read the code aloud: {code}",
    )
    GROUP_COUNT = _both(
        "第 {group} 票种：印 {letters} 封，发出 {handed} 封，领票 {collected} 张",
        "Group {group}: {letters} printed, {handed} handed out, {collected} collected",
    )
    HAND_HINT = _both(
        "逐个输入工号，每行一个；空行结束。",
        "Enter staff numbers, one a line; an empty line ends.",
    )
    HANDED = _both(
        "{person}：请从第 {group} 票种的一堆里抽一封。",
        "{person}: let them draw one letter from pile {group}.",
    )
    HANDED_LATE = _both(
        "{person}：补登了，领过第 {group} 票种的信。领票已经结束，不要再发信。",
        "{person}: marked as having had a letter of pile {group}. Collecting has "
        "ended; give out no more letters.",
    )
    HANDED_BEFORE = _both(
        "{person}已经领过信，不能再领。",
        "{person} has had a letter; there is no second one.",
    )
    NOT_ON_ROLL = _both(
        "名册上没有 {reference}。",
        "{reference} is not on the roll.",
    )
    UNKNOWN_TICKET = _both(
        "本处没有这张票证，或者它属于另一个票种。请核对信上的数字。",
        "This office has no such ticket, or it belongs to another group. "
        "Check the digits in the letter.",
    )
    ALREADY_COLLECTED = _both(
        "这封信已经领过票。每封信只能领一次。",
        "This letter has been used. Each collects one ballot.",
    )
    ENDED = _both(
        "领票已经结束。",
        "Collecting has ended.",
    )
    WRONG_POLL = _both(
        "这是另一次测评或另一个发票处的请求。请核对网址，或找工作人员。",
        "The request is for another poll or another office. Check the address.",
    )
    MALFORMED = _both(
        "领票的请求不合格式。请刷新页面，再领一次。",
        "The request is malformed. Reload the page and collect again.",
    )
    BUSY = _both(
        "领票的人多，请过几秒再试。票证没有用掉。",
        "Many are collecting. Try again in a few seconds; the ticket is not used.",
    )
    NO_SUCH_ADDRESS = _both(
        "没有这个地址。",
        "There is no such address.",
    )
    BROKEN = _both(
        "发票处的程序出错，票证没有用掉。请找工作人员。",
        "The office's program failed; the ticket is not used. Ask the staff.",
    )

    def text(self, language: str, **facts: object) -> str:
        """Return the sentence in a language, filled in."""
        return in_language(self.value, language, **facts)


class NotDone(Exception):
    """The office does not do this; the sentence says why and what helps."""

    def __init__(self, says: Says, **facts: object) -> None:
        super().__init__(says.name)
        self.says, self.facts = says, facts

    def text(self, language: str) -> str:
        """Return the refusal in a language."""
        return self.says.text(language, **self.facts)
