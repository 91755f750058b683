"""Signing in, one's own account, and what the administrators keep."""

from django.urls import path

from gongping.accounts.views import (
    account,
    accounts,
    activation,
    codes,
    me,
    roles,
    second_factor,
    sign_in,
    system,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in", sign_in.show, name="sign_in"),
    path("sign-in/second", sign_in.second, name="second_factor"),
    path("sign-out", sign_in.leave, name="sign_out"),
    path("activate", activation.show, name="activate"),
    path("me", me.show, name="me"),
    path("me/password", me.change_password, name="change_password"),
    path("me/second-factor", second_factor.show, name="totp_setup"),
    path("system", system.show, name="system"),
    path("system/roles", roles.show, name="roles"),
    path("system/accounts", accounts.show, name="accounts"),
    path("system/accounts/new", accounts.new, name="account_new"),
    path("system/accounts/codes", codes.print_sheet, name="codes"),
    path("system/accounts/<int:pk>", account.show, name="account"),
    path("system/accounts/<int:pk>/rename", account.rename, name="rename"),
    path("system/accounts/<int:pk>/disable", account.disable, name="disable"),
    path("system/accounts/<int:pk>/enable", account.enable, name="enable"),
    path("system/accounts/<int:pk>/unlock", account.unlock, name="unlock"),
    path("system/accounts/<int:pk>/new-password", account.ask_password, name="expire"),
    path("system/accounts/<int:pk>/second-factor", account.reset, name="reset_factor"),
    path("system/accounts/<int:pk>/roles", account.grant, name="grant"),
    path("system/accounts/<int:pk>/roles/end", account.revoke, name="revoke"),
]
