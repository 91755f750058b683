"""Every change to the organisation."""

from gongping.organisation.services.details import PersonDetails, UnitDetails
from gongping.organisation.services.imports import (
    apply_import,
    discard_import,
    stage_import,
    undo_import,
)
from gongping.organisation.services.links import (
    set_link,
    set_links_of_leader,
    set_links_of_unit,
)
from gongping.organisation.services.people import link_account, save_person, set_posts
from gongping.organisation.services.units import (
    delete_category,
    end_unit,
    get_or_add_category,
    rename_organisation,
    save_category,
    save_unit,
    set_up_organisation,
)

__all__ = [
    "PersonDetails",
    "UnitDetails",
    "apply_import",
    "delete_category",
    "discard_import",
    "end_unit",
    "get_or_add_category",
    "link_account",
    "rename_organisation",
    "save_category",
    "save_person",
    "save_unit",
    "set_link",
    "set_links_of_leader",
    "set_links_of_unit",
    "set_posts",
    "set_up_organisation",
    "stage_import",
    "undo_import",
]
