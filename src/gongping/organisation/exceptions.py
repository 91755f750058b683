"""What is refused about the organisation, each with what to do instead."""

from django.utils.translation import gettext as _

from gongping.foundation.errors import DomainError, Invalid, Missing, Refused


class OrganisationError(DomainError):
    """A rule about units, people or links forbids the step."""


class WrongDetail(Invalid):
    """A detail cannot be kept as typed; `field` says which."""


class NoSuchUnit(Missing):
    """There is no unit of this number."""

    def __init__(self) -> None:
        super().__init__(_("没有这个单位。请从“组织”里选。"))


class NoSuchPerson(Missing):
    """There is no person of this number."""

    def __init__(self) -> None:
        super().__init__(_("没有这个人。请从“人员”里找。"))


class NoSuchImport(Missing):
    """There is no uploaded workbook of this number."""

    def __init__(self) -> None:
        super().__init__(_("没有这次导入。请回到“导入”看已有的。"))


class MayNotManage(Refused):
    """Only the secretariat and the system administrator change the organisation."""

    def __init__(self) -> None:
        super().__init__(
            _("组织由秘书处和系统管理员维护，您可以看，不能改。发现有错请告诉秘书处。")
        )
