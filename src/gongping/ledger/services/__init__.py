"""Every write of the ledger: change the item, put it on record, in one step."""

from gongping.ledger.fields import ItemFields
from gongping.ledger.services.closing import close_item, record_look_back, reopen_item
from gongping.ledger.services.exporting import export_workbook, import_template
from gongping.ledger.services.extensions import (
    decide_extension,
    decline_to_sign,
    request_extension,
    sign_extension,
)
from gongping.ledger.services.files import KINDS
from gongping.ledger.services.follow_ups import raise_follow_up
from gongping.ledger.services.importing import (
    apply_import,
    discard_import,
    stage_import,
    undo_import,
)
from gongping.ledger.services.keeping import (
    delete_filter,
    expedite_item,
    expedite_items,
    record_year_focus,
    save_filter,
)
from gongping.ledger.services.progress import (
    confirm_update,
    report_progress,
    return_update,
    verify_update,
)
from gongping.ledger.services.publishing import (
    Outcome,
    acknowledge_item,
    confirm_item,
    confirm_support,
    propose_path,
    publish_item,
    publish_items,
    send_back_item,
)
from gongping.ledger.services.registering import (
    adjust_item,
    create_item,
    edit_item,
    reassign_item,
    save_item,
)

__all__ = [
    "KINDS",
    "ItemFields",
    "Outcome",
    "acknowledge_item",
    "adjust_item",
    "apply_import",
    "close_item",
    "confirm_item",
    "confirm_support",
    "confirm_update",
    "create_item",
    "decide_extension",
    "decline_to_sign",
    "delete_filter",
    "discard_import",
    "edit_item",
    "expedite_item",
    "expedite_items",
    "export_workbook",
    "import_template",
    "propose_path",
    "publish_item",
    "publish_items",
    "raise_follow_up",
    "reassign_item",
    "record_look_back",
    "record_year_focus",
    "reopen_item",
    "report_progress",
    "request_extension",
    "return_update",
    "save_filter",
    "save_item",
    "send_back_item",
    "sign_extension",
    "stage_import",
    "undo_import",
    "verify_update",
]
