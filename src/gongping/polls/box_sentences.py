"""What the box's words mean to a voter, in every language of the product."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ballotbox.refusals import Refusal

SENTENCES = {
    Refusal.MALFORMED: _("没有投出：票箱读不懂这张票。请刷新页面，再投一次。"),
    Refusal.LENGTH: _("没有投出：票上的单位与规则不一致。请刷新页面，重新评一遍。"),
    Refusal.TOO_BIG: _("没有投出：送来的内容太大，不是一张票。请刷新页面再试。"),
    Refusal.WRONG_GROUP: _(
        "没有投出：这张票条属于另一个票种。请用您自己票种的票条，或找工作人员。"
    ),
    Refusal.TOKEN: _(
        "没有投出：票上没有发票处的签名，或者签名不是这次测评的。请找工作人员。"
    ),
    Refusal.SIGNATURE: _("没有投出：这张票在路上变了样。请再投一次。"),
    Refusal.CONTENTS: _("没有投出：票面和封条对不上。请再投一次。"),
    Refusal.ALREADY_CAST: _("您的票已经在箱里。每人一票，投出的票不能收回。"),
    Refusal.EARLY: _("还没有开始投票。您评的都留在这台设备上，开始后再投。"),
    Refusal.LATE: _("投票已经截止，这张票没有投出。"),
    Refusal.NO_POLL: _("没有投出：票箱里没有这次测评。请核对网址，或找工作人员。"),
    Refusal.BUSY: _("票箱正忙，还没有投出。票还在这台设备上，请过几秒再按一次。"),
    Refusal.UNWRITABLE: _(
        "还没有投出：票箱现在写不进去。票还在这台设备上，请告诉工作人员，过几秒再按一次。"
    ),
    Refusal.NO_KEY: _(
        "您的票在箱里。票箱截止后从备份恢复过，签回执的钥匙已经没有，不能再开回执。"
    ),
    Refusal.BROKEN: _("没有投出：票箱出了故障。票还在这台设备上，请再按一次。"),
}
NO_ANSWER = _("没有收到票箱的回答。票还在这台设备上，请再按一次；同一张票不会算两次。")


def sentences_by_language() -> dict[str, dict[str, str]]:
    """Return the sentence for each word of the box, by language."""
    found: dict[str, dict[str, str]] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = {
                **{word.value: str(text) for word, text in SENTENCES.items()},
                "no_answer": str(NO_ANSWER),
            }
    return found
