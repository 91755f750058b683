"""Every write about accounts; one module for each thing that is written."""

from gongping.accounts.services.activation import (
    PrintedCode,
    activate,
    issue_activation_code,
    issue_codes,
)
from gongping.accounts.services.holding import hold_with
from gongping.accounts.services.keeping import (
    FirstAdministrator,
    NewAccount,
    create_account,
    create_accounts,
    create_first_administrators,
    disable_account,
    enable_account,
    rename_account,
    unlock_account,
)
from gongping.accounts.services.passwords import change_password, require_new_password
from gongping.accounts.services.roles import grant_role, revoke_role
from gongping.accounts.services.second_factor import (
    confirm_second_factor,
    reset_second_factor,
    skip_second_factor_in_demo,
    verify_one_time_code,
)
from gongping.accounts.services.signing_in import (
    Checked,
    check_credentials,
    check_one_time_code,
    end_idle_session,
    pending_user,
    sign_in,
    sign_in_as,
    sign_out,
    stay_present,
)

__all__ = [
    "Checked",
    "FirstAdministrator",
    "NewAccount",
    "PrintedCode",
    "activate",
    "change_password",
    "check_credentials",
    "check_one_time_code",
    "confirm_second_factor",
    "create_account",
    "create_accounts",
    "create_first_administrators",
    "disable_account",
    "enable_account",
    "end_idle_session",
    "grant_role",
    "hold_with",
    "issue_activation_code",
    "issue_codes",
    "pending_user",
    "rename_account",
    "require_new_password",
    "reset_second_factor",
    "revoke_role",
    "sign_in",
    "sign_in_as",
    "sign_out",
    "skip_second_factor_in_demo",
    "stay_present",
    "unlock_account",
    "verify_one_time_code",
]
