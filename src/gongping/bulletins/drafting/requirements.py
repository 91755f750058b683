"""年度要求: what the leadership asks of all units in the year."""

from gongping.bulletins.drafting.facts import Facts
from gongping.bulletins.drafting.pieces import Sheet, figure


def title_of(facts: Facts) -> str:
    """Return the title."""
    return f"{facts.organisation}{facts.round.year}年度 重点工作要求"


def draft(facts: Facts) -> Sheet:
    """Return the requirements, each with how many tasks answer it so far."""
    sheet = Sheet()
    focuses = facts.focuses
    if not focuses:
        sheet.say("（请填年度要求：散会时没有记录，台账里也没有）")
        return sheet
    sheet.say(
        f"部领导在{facts.half}汇报会上对各单位提出",
        figure(len(focuses), "focuses"),
        "项要求。各单位据此安排年度重点工作，明确路径、时限和责任人。",
    )
    for n, focus in enumerate(focuses, 1):
        sheet.say(f"{n}. {focus.text}")
    sheet.say(f"截至{facts.today}，各项要求已有的重点工作如下。")
    sheet.row("序号", "要求", "重点工作项数")
    for n, focus in enumerate(focuses, 1):
        count: int = focus.item_count  # type: ignore[attr-defined]
        sheet.row(str(n), focus.text, figure(count, f"focus:{focus.pk}"))
    return sheet
