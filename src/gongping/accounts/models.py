"""Accounts, the roles given to them, and printed one-time activation codes."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from gongping.accounts.states import CodeState
from gongping.foundation.actors import Role


class RoleChoice(models.TextChoices):
    """The roles that are given by hand; the others follow from posts."""

    SECRETARIAT = Role.SECRETARIAT.value, _("秘书处")
    SCRUTINEER = Role.SCRUTINEER.value, _("监票人")
    SYSTEM_ADMIN = Role.SYSTEM_ADMIN.value, _("系统管理员")
    SECURITY_ADMIN = Role.SECURITY_ADMIN.value, _("安全管理员")
    AUDIT_ADMIN = Role.AUDIT_ADMIN.value, _("审计管理员")


class User(AbstractBaseUser):
    """One account; whose it is stands in `organisation.Person`."""

    username = models.CharField(_("用户名"), max_length=40, unique=True)
    display_name = models.CharField(_("显示名称"), max_length=80)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    totp_secret = models.CharField(max_length=64, blank=True)
    is_totp_confirmed = models.BooleanField(default=False)
    totp_last_step = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    # Django would write here, to the microsecond, when somebody last signed in: beside
    # the order in which ballots came that is a clue, and backups would carry it.
    last_login = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects = BaseUserManager["User"]()

    class Meta:
        ordering = ["username"]
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.display_name

    def get_session_auth_hash(self) -> str:
        """Tie sessions to password and second factor: a change of either ends them.

        Otherwise a session begun with the password alone would gain the rights of
        the second factor at the moment somebody else confirmed it.
        """
        factor = self.totp_secret if self.is_totp_confirmed else ""
        sealed = salted_hmac(
            "gongping.accounts.session", f"{self.password}|{factor}", algorithm="sha256"
        )
        return sealed.hexdigest()


class RoleGrant(models.Model):
    """A role given to an account by hand."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=RoleChoice.choices)
    granted_at = models.DateTimeField()
    granted_by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], name="accounts_role_given_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class ActivationCode(models.Model):
    """A printed code that lets its holder set a password once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="activation_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=CodeState.choices, default=CodeState.OPEN
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state=CodeState.OPEN.value),
                name="accounts_one_open_code",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
