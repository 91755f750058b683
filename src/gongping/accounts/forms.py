"""What is asked when signing in, setting a password and keeping accounts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.accounts.models import RoleChoice
from gongping.foundation.errors import Invalid

POLICY = gettext_lazy(
    "至少 10 个字符，不能全是数字，不能是常见密码，不能像用户名。"
    "一句自己记得住的话最好。"
)


def secret_input(autocomplete: str) -> forms.PasswordInput:
    """Return a field for a password that a password manager understands."""
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


class RefusableForm(forms.Form):
    """A form that can show at the field what a service refused."""

    def refuse(self, error: Invalid) -> None:
        """Put the sentence of `error` where it belongs."""
        known = error.field if error.field in self.fields else None
        self.add_error(known, error.message)


class SignInForm(RefusableForm):
    """User name and password."""

    username = forms.CharField(
        label=gettext_lazy("用户名"),
        max_length=80,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("密码"),
        max_length=200,
        strip=False,
        widget=secret_input("current-password"),
    )


class OneTimeCodeForm(RefusableForm):
    """The six digits from the telephone; spaces are forgiven."""

    code = forms.CharField(
        label=gettext_lazy("手机上的 6 位数字"),
        max_length=12,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "class": "one-time-code",
            }
        ),
    )

    def clean_code(self) -> str:
        """Return the digits alone, or say that there are not six."""
        code = "".join(self.cleaned_data["code"].split())
        if len(code) != 6 or not code.isdecimal() or not code.isascii():
            raise ValidationError(_("这里填 6 位数字，手机上每 30 秒换一组。"))
        return code


class NewPasswordForm(RefusableForm):
    """A password typed twice; whether it is good is the service's to say."""

    password = forms.CharField(
        label=gettext_lazy("新密码"),
        max_length=200,
        strip=False,
        help_text=POLICY,
        widget=secret_input("new-password"),
    )
    repeated = forms.CharField(
        label=gettext_lazy("再打一遍新密码"),
        max_length=200,
        strip=False,
        widget=secret_input("new-password"),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("password"), cleaned.get("repeated")
        if first and second and first != second:
            self.add_error("repeated", _("两遍不一样。请把两处都再打一次。"))
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """The password of now, and the new one."""

    old = forms.CharField(
        label=gettext_lazy("现在的密码"),
        max_length=200,
        strip=False,
        widget=secret_input("current-password"),
    )
    field_order = ("old", "password", "repeated")


class ActivationForm(NewPasswordForm):
    """What stands on the activation slip, and the password to begin with."""

    username = forms.CharField(
        label=gettext_lazy("用户名"),
        max_length=80,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    code = forms.CharField(
        label=gettext_lazy("激活码"),
        max_length=40,
        help_text=gettext_lazy("激活单上的 12 位，大小写都行，横线可以不打。"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "activation-code",
            }
        ),
    )
    field_order = ("username", "code", "password", "repeated")


class AccountForm(RefusableForm):
    """A new account."""

    username = forms.CharField(
        label=gettext_lazy("用户名"),
        max_length=40,
        help_text=gettext_lazy("字母、数字或 . - _ @，一般用工号。建好以后不能改。"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    display_name = forms.CharField(
        label=gettext_lazy("显示名称"),
        max_length=80,
        help_text=gettext_lazy("页面上方和审计记录里这样称呼，例如职务。"),
    )


class NameForm(RefusableForm):
    """Another name to show."""

    display_name = forms.CharField(label=gettext_lazy("显示名称"), max_length=80)


class RoleForm(RefusableForm):
    """A role to give."""

    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=RoleChoice.choices)
