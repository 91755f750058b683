"""Every address, a sample of it, and who gets in: written by hand, not read off.

The views say their audience themselves; this table says it a second time, from the
side of the people, with what the object adds (one's own unit, another's). A route that
is missing here fails `tests/architecture/test_routes.py`, as does a line for nothing.
"""

from dataclasses import dataclass, field
from typing import Final

People = frozenset[str]


def _people(names: str) -> People:
    return frozenset(names.split())


ANONYMOUS: Final = "anonymous"
OTHER_UNIT: Final = _people("other_unit")
UNIT: Final = _people("unit")
UNITS: Final = UNIT | OTHER_UNIT
LEADER: Final = _people("leader")
SCRUTINEER: Final = _people("scrutineer")
SECRETARIAT: Final = _people("secretariat")
# Whoever has a vote: heads and leaders vote too.
VOTERS: Final = _people("voter") | UNITS | LEADER
SYSTEM: Final = _people("system_admin")
SECURITY: Final = _people("security_admin")
AUDIT: Final = _people("audit_admin")
ADMINISTRATORS: Final = SYSTEM | SECURITY | AUDIT
STAFF: Final = VOTERS | SCRUTINEER | SECRETARIAT
SIGNED_IN: Final = STAFF | ADMINISTRATORS
EVERYBODY: Final = SIGNED_IN | {ANONYMOUS}
LEDGER_READERS: Final = SIGNED_IN - SCRUTINEER
KEEPERS: Final = SECRETARIAT | SYSTEM
ACCOUNT_KEEPERS: Final = SYSTEM | SECURITY
REPORT_READERS: Final = UNIT | LEADER | SECRETARIAT
RESPONSIBLE: Final = LEADER | SCRUTINEER | SECRETARIAT


@dataclass(frozen=True)
class Route:
    """One address: who gets in, and what they are answered."""

    who: People
    answers: People | frozenset[int]
    is_act: bool
    sample: dict[str, str] = field(default_factory=dict)


def page(who: People, *answers: int, **sample: str) -> Route:
    """Say who may open a page; it answers 200 unless other answers are named."""
    return Route(who, frozenset(answers or (200,)), is_act=False, sample=sample)


def act(who: People, *answers: int, **sample: str) -> Route:
    """Say who may send an empty form: it is done, or refused for what it lacks."""
    usual = (200, 204, 302, 400, 409, 422)
    return Route(who, frozenset(answers or usual), is_act=True, sample=sample)


ROUTES: Final[dict[str, Route]] = {
    # --- foundation, audit ---
    "foundation:ui_components": page(EVERYBODY),
    "foundation:large_text": act(EVERYBODY),
    "foundation:set_language": act(EVERYBODY),
    "audit:log": page(AUDIT),
    "audit:check": act(AUDIT),
    # --- accounts ---
    "accounts:sign_in": page(EVERYBODY, 200, 302),
    "accounts:second_factor": page(EVERYBODY, 302),
    "accounts:sign_out": act(EVERYBODY),
    "accounts:activate": page(EVERYBODY),
    "accounts:me": page(SIGNED_IN),
    "accounts:change_password": page(SIGNED_IN),
    "accounts:totp_setup": page(SIGNED_IN, 200, 302),
    "accounts:system": page(ADMINISTRATORS),
    "accounts:roles": page(ACCOUNT_KEEPERS),
    "accounts:accounts": page(ACCOUNT_KEEPERS),
    "accounts:account_new": page(SYSTEM),
    "accounts:codes": act(SECURITY),
    "accounts:account": page(ACCOUNT_KEEPERS, pk="account"),
    "accounts:rename": act(SYSTEM, pk="account"),
    "accounts:disable": act(SYSTEM, pk="account"),
    "accounts:enable": act(SYSTEM, pk="account"),
    "accounts:unlock": act(SECURITY, pk="account"),
    "accounts:expire": act(SECURITY, pk="account"),
    "accounts:reset_factor": act(SECURITY, pk="account"),
    "accounts:grant": act(SECURITY, pk="account"),
    "accounts:revoke": act(SECURITY, pk="account"),
    # --- organisation ---
    "organisation:tree": page(SIGNED_IN),
    "organisation:unit_add": page(KEEPERS),
    "organisation:unit": page(SIGNED_IN, pk="unit"),
    "organisation:unit_edit": page(KEEPERS, pk="unit"),
    "organisation:unit_end": page(KEEPERS, pk="unit"),
    "organisation:unit_links": page(KEEPERS, pk="unit"),
    "organisation:matrix": page(SIGNED_IN),
    "organisation:leader_links": page(KEEPERS, pk="leader"),
    "organisation:people": page(SIGNED_IN),
    "organisation:person_add": page(KEEPERS),
    "organisation:person": page(SIGNED_IN, pk="leader"),
    "organisation:person_edit": page(KEEPERS, pk="leader"),
    "organisation:setup": page(KEEPERS),
    "organisation:rename": act(KEEPERS),
    "organisation:category_add": act(KEEPERS),
    "organisation:category": page(KEEPERS, pk="category"),
    "organisation:category_delete": act(KEEPERS, pk="category"),
    "organisation:import_home": page(KEEPERS),
    "organisation:import_template": page(KEEPERS),
    "organisation:import_preview": page(KEEPERS, pk="people_import"),
    "organisation:import_apply": act(KEEPERS, pk="people_import"),
    "organisation:import_undo": page(KEEPERS, 200, 302, pk="people_import"),
    "organisation:import_discard": act(KEEPERS, pk="people_import"),
    # --- ledger: the register ---
    "ledger:table": page(LEDGER_READERS),
    "ledger:export": page(LEDGER_READERS),
    "ledger:filter_keep": act(LEDGER_READERS),
    "ledger:filter_drop": act(UNIT, pk="filter"),
    "ledger:bulk": page(LEDGER_READERS, 200, 302),
    "ledger:bulk_export": act(LEDGER_READERS),
    "ledger:bulk_expedite": act(SECRETARIAT),
    "ledger:bulk_reassign": act(SECRETARIAT),
    "ledger:bulk_report": page(LEDGER_READERS, 302),
    "ledger:new": page(SECRETARIAT | UNITS),
    "ledger:focuses": page(LEDGER_READERS),
    "ledger:import_home": page(SECRETARIAT),
    "ledger:import_template": page(SECRETARIAT),
    "ledger:import_preview": page(SECRETARIAT, pk="plan_import"),
    "ledger:import_apply": act(SECRETARIAT, pk="plan_import"),
    "ledger:import_undo": page(SECRETARIAT, 200, 302, pk="plan_import"),
    "ledger:import_discard": act(SECRETARIAT, pk="plan_import"),
    # --- ledger: one item of `unit`; `draft` is unpublished ---
    "ledger:attachment": page(UNIT | SECRETARIAT, pk="attachment"),
    "ledger:item": page(UNIT | SECRETARIAT, number="draft"),
    "ledger:row": page(LEDGER_READERS, number="published"),
    "ledger:edit": page(UNIT | SECRETARIAT, number="draft"),
    "ledger:publish": act(SECRETARIAT, number="draft"),
    "ledger:acknowledge": act(UNIT, number="follow_up"),
    "ledger:propose": page(UNIT, number="follow_up"),
    "ledger:confirm": act(SECRETARIAT, number="proposed"),
    "ledger:send_back": page(SECRETARIAT, number="proposed"),
    "ledger:adjust": page(SECRETARIAT, number="published"),
    "ledger:report": page(UNIT, number="published"),
    "ledger:update_confirm": act(UNIT, number="reported", pk="update"),
    "ledger:update_verify": page(
        SECRETARIAT, number="confirmed", pk="confirmed_update"
    ),
    "ledger:update_return": page(UNIT, number="reported", pk="update"),
    "ledger:extension": page(UNIT, number="published"),
    "ledger:extension_sign": act(UNIT, number="reported", pk="extension"),
    "ledger:extension_grant": act(SECRETARIAT, number="reported", pk="extension"),
    "ledger:extension_decline": page(
        SECRETARIAT, number="confirmed", pk="signed_extension"
    ),
    "ledger:expedite": act(SECRETARIAT, number="published"),
    "ledger:supporting_confirm": act(OTHER_UNIT, number="published"),
    # The last verification closes an item by itself: here a milestone is still open.
    "ledger:close": page(SECRETARIAT, 409, number="published"),
    "ledger:reopen": page(SECRETARIAT, number="closed"),
    "ledger:look_back": page(SECRETARIAT, 200, 409, number="closed"),
    "ledger:notice": page(LEDGER_READERS, number="published"),
    # --- meetings ---
    "meetings:home": page(SIGNED_IN, 200, 302),
    "meetings:choose_round": act(SIGNED_IN),
    "meetings:rounds": page(SIGNED_IN),
    "meetings:round_new": page(SECRETARIAT),
    "meetings:round": page(SIGNED_IN, 200, 302, round_id="round"),
    "meetings:round_edit": page(SECRETARIAT, 200, round_id="planned_round"),
    "meetings:agenda": page(SIGNED_IN, round_id="round"),
    "meetings:draw": act(SECRETARIAT, round_id="planned_round"),
    "meetings:restore_order": act(SECRETARIAT, round_id="planned_round"),
    "meetings:agenda_item": act(SECRETARIAT, round_id="round", item_id="agenda_item"),
    "meetings:venues": page(SECRETARIAT, round_id="round"),
    "meetings:venue_add": act(SECRETARIAT, round_id="planned_round"),
    "meetings:seat_units": act(SECRETARIAT, round_id="planned_round"),
    "meetings:refresh_expected": act(SECRETARIAT, round_id="round"),
    "meetings:venue_rename": act(SECRETARIAT, round_id="round", venue_id="venue"),
    "meetings:venue_remove": act(SECRETARIAT, round_id="round", venue_id="venue"),
    "meetings:attendance": page(SECRETARIAT, round_id="round"),
    "meetings:mark_attendance": act(SECRETARIAT, round_id="round"),
    "meetings:scan_badge": act(SECRETARIAT, round_id="round"),
    "meetings:fill_attendance": act(SECRETARIAT, round_id="round"),
    "meetings:reports": page(REPORT_READERS | UNITS, 200, 302, round_id="round"),
    "meetings:report": page(REPORT_READERS, round_id="round", unit_id="unit"),
    "meetings:report_submit": act(UNIT, round_id="round", unit_id="unit"),
    "meetings:report_withdraw": act(UNIT, round_id="round", unit_id="unit"),
    "meetings:print_report": page(REPORT_READERS, round_id="round", unit_id="unit"),
    "meetings:print_agenda": page(SIGNED_IN, round_id="round"),
    "meetings:print_sheet": page(SECRETARIAT, round_id="round"),
    "meetings:phase": act(SECRETARIAT, round_id="round"),
    "meetings:take_console": act(SECRETARIAT, round_id="round"),
    "meetings:advance": act(SECRETARIAT, round_id="round"),
    "meetings:undo_step": act(SECRETARIAT, round_id="round"),
    "meetings:insert_unit": act(SECRETARIAT, round_id="round"),
    "meetings:let_speak": act(SECRETARIAT, round_id="round", person_id="leader"),
    "meetings:note_incident": act(SECRETARIAT, round_id="round"),
    "meetings:next_unit": act(SECRETARIAT, round_id="round"),
    "meetings:finish_unit": act(SECRETARIAT, round_id="round"),
    "meetings:skip_unit": act(SECRETARIAT, round_id="round"),
    "meetings:return_to_previous": act(SECRETARIAT, round_id="round"),
    "meetings:start_unit": act(SECRETARIAT, round_id="round", unit_id="unit"),
    "meetings:pause_timer": act(SECRETARIAT, round_id="round"),
    "meetings:resume_timer": act(SECRETARIAT, round_id="round"),
    "meetings:add_minute": act(SECRETARIAT, round_id="round"),
    # --- comments: `comment` is another leader's on `unit`, `pad` is of `other_unit` ---
    "comments:home": page(UNITS | LEADER | SECRETARIAT),
    "comments:comment": page(REPORT_READERS, comment_id="comment"),
    "comments:acknowledge": act(UNIT, comment_id="comment"),
    "comments:print": page(REPORT_READERS, comment_id="comment"),
    "comments:coverage": page(LEADER | SECRETARIAT, round_id="round"),
    "comments:waive": act(SECRETARIAT, round_id="round"),
    "comments:form": page(LEADER | SECRETARIAT, round_id="round"),
    "comments:pad": page(LEADER, round_id="round", unit_id="other_unit"),
    "comments:save": act(LEADER, round_id="round", unit_id="other_unit"),
    "comments:now": page(LEADER, round_id="round", unit_id="other_unit"),
    "comments:ready": page(LEADER, round_id="round"),
    "comments:dictate": page(
        SECRETARIAT, round_id="round", leader_id="leader", unit_id="unspoken"
    ),
    # --- polls and roll ---
    "polls:board": page(EVERYBODY, code="open_poll"),
    "polls:vote": page(EVERYBODY),
    "polls:vote_files": page(EVERYBODY),
    "polls:vote_rules": page(EVERYBODY, 404, digest="open_poll"),
    "polls:hall": page(SCRUTINEER | SECRETARIAT, code="open_poll"),
    "polls:guide": page(EVERYBODY, reader="guide"),
    "polls:who_knows": page(EVERYBODY, code="open_poll"),
    "polls:home": page(SIGNED_IN),
    "polls:new": page(SECRETARIAT),
    "polls:poll": page(SIGNED_IN, 302, code="open_poll"),
    "polls:plan": page(SECRETARIAT, code="planned_poll"),
    "polls:counting": page(SECRETARIAT, code="planned_poll"),
    "polls:preset": act(SECRETARIAT, code="planned_poll"),
    "polls:rules": page(SCRUTINEER | SECRETARIAT, code="planned_poll"),
    "polls:manifest": page(EVERYBODY, code="open_poll"),
    "polls:office": page(SECRETARIAT, code="planned_poll"),
    "polls:office_keys": act(SECRETARIAT, code="planned_poll"),
    "polls:office_counts": act(SECRETARIAT, code="closed_poll"),
    "polls:dismiss_office": act(SECRETARIAT, code="closed_poll"),
    "polls:scrutineers": page(SCRUTINEER | SECRETARIAT, code="closed_poll"),
    "polls:present": act(SCRUTINEER, code="closed_poll"),
    "polls:give_up": page(SCRUTINEER, code="closed_poll"),
    "polls:seat": page(SCRUTINEER, code="closed_poll"),
    "polls:keys": act(SCRUTINEER, code="closed_poll"),
    "polls:sign_rules": act(SCRUTINEER, code="closed_poll"),
    "polls:sign_paper": act(SCRUTINEER, code="closed_poll"),
    "polls:cosign": act(SCRUTINEER, code="closed_poll"),
    "polls:release": act(SCRUTINEER, code="closed_poll"),
    "polls:desk": page(SCRUTINEER, code="closed_poll"),
    "polls:desk_facts": page(SCRUTINEER, code="closed_poll"),
    "polls:desk_people": page(SCRUTINEER | SECRETARIAT, code="closed_poll"),
    "polls:desk_board": page(SCRUTINEER, 409, code="closed_poll"),
    "polls:holder_key": act(SCRUTINEER, code="closed_poll"),
    "polls:handover": act(SCRUTINEER, code="closed_poll"),
    "polls:trial": page(SCRUTINEER, 409, code="closed_poll"),
    "polls:tried": act(SCRUTINEER, code="closed_poll"),
    "polls:again": page(SCRUTINEER | SECRETARIAT, code="closed_poll"),
    "polls:whole_board": page(SCRUTINEER, 409, code="closed_poll"),
    "polls:public_board": page(EVERYBODY, 404, code="counted_poll"),
    "roll:collect": page(VOTERS, code="open_poll"),
    "roll:take": act(VOTERS, code="open_poll"),
    "roll:late": page(SCRUTINEER | SECRETARIAT, code="open_poll"),
    "roll:confirm_late": act(
        SCRUTINEER, 403, 404, 409, code="open_poll", late_id="one"
    ),
    "roll:issue": act(EVERYBODY, code="open_poll"),
    "roll:undrawn": act(SCRUTINEER | SECRETARIAT, code="closed_poll"),
    "roll:export": act(SECRETARIAT, code="open_poll"),
    "roll:slips": page(SECRETARIAT, code="open_poll"),
    "roll:pile": act(SECRETARIAT, code="open_poll", position="one"),
    "roll:wipe_pile": act(SECRETARIAT, code="open_poll", position="one"),
    "roll:left_over": page(SCRUTINEER | SECRETARIAT, code="closed_poll"),
    "roll:station": page(SECRETARIAT, code="open_poll"),
    "roll:observers": page(SECRETARIAT, code="closed_poll"),
    "roll:entries": page(SECRETARIAT, code="open_poll"),
    "roll:mark_slip": act(SECRETARIAT, code="open_poll", key="entry"),
    "roll:mark_paper": act(SECRETARIAT, code="open_poll", key="entry"),
    "roll:take_back_paper": act(SECRETARIAT, code="open_poll", key="entry"),
    "roll:take_back": act(SECRETARIAT, code="open_poll", key="entry"),
    # --- paper ---
    "paper:desk": page(SCRUTINEER | SECRETARIAT, code="closed_poll"),
    "paper:ballots": page(SECRETARIAT, code="open_poll"),
    "paper:begin": act(SCRUTINEER | SECRETARIAT, code="closed_poll"),
    "paper:seal": page(SECRETARIAT, code="closed_poll"),
    "paper:again": page(SECRETARIAT, code="closed_poll"),
    "paper:entry": page(SCRUTINEER | SECRETARIAT, 404, code="closed_poll", key="one"),
    "paper:take": act(SCRUTINEER | SECRETARIAT, 404, code="closed_poll", key="one"),
    "paper:done": page(SCRUTINEER | SECRETARIAT, 404, code="closed_poll", key="one"),
    "paper:sheet": act(SCRUTINEER | SECRETARIAT, 404, code="closed_poll", key="one"),
    "paper:keep": act(SCRUTINEER | SECRETARIAT, 404, code="closed_poll", key="one"),
    "paper:compare": page(SCRUTINEER | SECRETARIAT, 404, code="closed_poll", key="one"),
    "paper:reopen": act(SCRUTINEER | SECRETARIAT, 404, code="closed_poll", key="one"),
    "paper:discard": page(SECRETARIAT, 404, code="closed_poll", key="one"),
    # --- results: published to the leadership, to nobody else yet ---
    "results:home": page(STAFF),
    "results:result": page(RESPONSIBLE, code="counted_poll"),
    "results:table": page(RESPONSIBLE, code="counted_poll"),
    "results:unit": page(RESPONSIBLE, code="counted_poll", key="unit"),
    "results:count_report": page(RESPONSIBLE, code="counted_poll"),
    "results:export": page(RESPONSIBLE, code="counted_poll"),
    "results:totals": page(RESPONSIBLE, code="counted_poll"),
    "results:pdf": page(RESPONSIBLE, code="counted_poll"),
    "results:reconciliation": page(SECRETARIAT | SCRUTINEER, code="counted_poll"),
    "results:publish": page(SECRETARIAT, code="counted_poll"),
    "results:versions": page(RESPONSIBLE, code="counted_poll"),
    "results:ranking": act(SECRETARIAT, code="counted_poll"),
    "results:correct": act(SECRETARIAT, code="counted_poll"),
    "results:sheet_pdf": page(RESPONSIBLE, code="counted_poll"),
    "results:sheet_docx": page(RESPONSIBLE, code="counted_poll"),
    # --- bulletins: minutes that wait for a leader, records that are being written ---
    "bulletins:home": page(UNITS | LEADER | SECRETARIAT),
    "bulletins:draft": act(SECRETARIAT, round_id="round"),
    "bulletins:bulletin": page(LEADER | SECRETARIAT, pk="waiting_bulletin"),
    "bulletins:print": page(LEADER | SECRETARIAT, pk="waiting_bulletin"),
    "bulletins:edit": page(SECRETARIAT, pk="draft_bulletin"),
    "bulletins:again": page(SECRETARIAT, pk="draft_bulletin"),
    "bulletins:submit": act(SECRETARIAT, pk="draft_bulletin"),
    "bulletins:approve": page(LEADER, pk="waiting_bulletin"),
    "bulletins:return": page(LEADER | SECRETARIAT, pk="waiting_bulletin"),
    "bulletins:pdf": page(LEADER | SECRETARIAT, pk="waiting_bulletin"),
    "bulletins:docx": page(LEADER | SECRETARIAT, pk="waiting_bulletin"),
    # --- procedure ---
    "procedure:poll_desk": page(SECRETARIAT, code="open_poll"),
    "procedure:freeze": page(SECRETARIAT, code="planned_poll"),
    "procedure:repeat": act(SECRETARIAT, code="open_poll"),
    "procedure:void": page(SECRETARIAT, code="open_poll"),
    "procedure:unseal": page(SCRUTINEER, 200, 302, code="closed_poll"),
    "procedure:poll_step": page(SECRETARIAT, code="open_poll", verb="next_step"),
    "procedure:people_accounts": page(SYSTEM),
    "procedure:console": page(SIGNED_IN, 200, 302, round_id="round"),
    "procedure:console_live": page(SECRETARIAT, round_id="round"),
    "procedure:running_sheet": page(SECRETARIAT, round_id="round"),
    "procedure:open_screen": page(SECRETARIAT, round_id="round"),
    "procedure:revoke_screen": act(SECRETARIAT, round_id="round"),
    # Whoever has the key: it is the right itself.
    "procedure:screen": page(EVERYBODY, key="screen_key"),
    "procedure:screen_now": page(EVERYBODY, key="screen_key"),
    "procedure:hall": page(SIGNED_IN, round_id="round"),
    "procedure:hall_now": page(SIGNED_IN, round_id="round"),
    "procedure:readiness": page(SECRETARIAT, round_id="round"),
    "procedure:open_session": act(SECRETARIAT, round_id="planned_round"),
    "procedure:close_session": page(SECRETARIAT, round_id="round"),
    "procedure:archive": act(SECRETARIAT, round_id="round"),
    "procedure:sign_ready": act(LEADER, round_id="round"),
    "procedure:sign_comment": act(
        LEADER, 302, 307, round_id="round", unit_id="other_unit"
    ),
    # --- workbench, demo ---
    "workbench:home": page(SIGNED_IN),
    "workbench:feedback": page(SIGNED_IN),
    "workbench:feedbacks": page(KEEPERS),
    "workbench:handled": act(KEEPERS, feedback_id="feedback"),
    "demo:cast_rest": act(SECRETARIAT, code="open_poll"),
    "demo:scrutineer_keys": page(SCRUTINEER, code="closed_poll"),
    "demo:scrutineer_backup": page(SCRUTINEER, 404, code="closed_poll"),
    "demo:sign_in_link": page(EVERYBODY, 302, token="demo_token"),
}
