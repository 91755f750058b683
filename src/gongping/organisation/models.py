"""Units, people, posts and the lines between leaders and units."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongping.foundation.names import local_name
from gongping.organisation.states import ImportState


class Level(models.TextChoices):
    """The four levels on which a unit can stand."""

    MINISTRY = "ministry", _("部")
    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    COUNTY = "county", _("县")


class RankLevel(models.IntegerChoices):
    """Ranks in rising order; scoring begins with `DIVISION`."""

    STAFF = 1, _("科级及以下")
    DIVISION = 2, _("处级")
    BUREAU = 3, _("司局级")
    MINISTERIAL = 4, _("部级")


class PostKind(models.TextChoices):
    """What somebody does in or above a unit."""

    LEADER = "leader", _("部领导")
    UNIT_HEAD = "unit_head", _("主要负责人")
    PARTY_SECRETARY = "party_secretary", _("党组织书记")
    LIAISON = "liaison_officer", _("联络员")
    STAFF = "staff", _("工作人员")


class LinkKind(models.TextChoices):
    """How a leader and a unit belong together."""

    SUPERVISES = "supervises", _("分管")
    LINKS_WITH = "links_with", _("联系")


class Organisation(models.Model):
    """The one organisation that this installation serves."""

    name = models.CharField(_("单位名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    level = models.CharField(_("层级"), max_length=10, choices=Level.choices)

    def __str__(self) -> str:
        return local_name(self)


class UnitCategory(models.Model):
    """A class of units that may fairly be compared (单位序列)."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("单位序列"), max_length=40, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("顺序"))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return local_name(self)


class Unit(models.Model):
    """An accountable unit; `position` is its place in establishment order."""

    name = models.CharField(_("单位名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    position = models.PositiveIntegerField(_("编制序"))
    category = models.ForeignKey(
        UnitCategory, models.PROTECT, related_name="units", verbose_name=_("单位序列")
    )
    level = models.CharField(
        _("层级"), max_length=10, choices=Level.choices, default=Level.MINISTRY
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级单位"),
    )
    started_on = models.DateField(_("设立日期"), null=True, blank=True)
    ended_on = models.DateField(_("撤销日期"), null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        verbose_name = _("单位")
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(ended_on__isnull=True),
                name="organisation_unit_name_once",
            ),
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(ended_on__isnull=True),
                name="organisation_unit_place_once",
            ),
        ]

    def __str__(self) -> str:
        return local_name(self)


class Person(models.Model):
    """Somebody who works here; `staff_no` tells people of one name apart."""

    name = models.CharField(_("姓名"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    staff_no = models.CharField(_("工号"), max_length=20, unique=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("所在单位"),
    )
    rank = models.PositiveSmallIntegerField(_("职务层级"), choices=RankLevel.choices)
    user = models.OneToOneField(
        "accounts.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )
    position = models.PositiveIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("在职"), default=True)
    search_text = models.TextField(blank=True, default="")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "staff_no"]
        verbose_name = _("人员")

    def __str__(self) -> str:
        return local_name(self)


class Post(models.Model):
    """A post somebody holds, with its dates; two posts on one person are usual."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    kind = models.CharField(_("职务"), max_length=20, choices=PostKind.choices)
    title = models.CharField(_("职务名称"), max_length=60, blank=True)
    started_on = models.DateField(_("任职日期"))
    ended_on = models.DateField(_("免职日期"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "started_on"]
        verbose_name = _("任职")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "kind"],
                condition=Q(ended_on__isnull=True),
                name="organisation_post_held_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(
                    ended_on__isnull=True,
                    kind__in=[PostKind.UNIT_HEAD, PostKind.PARTY_SECRETARY],
                ),
                name="organisation_unit_headed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class LeaderUnitLink(models.Model):
    """A leader supervises (分管) or is linked with (联系) a unit, from a date on."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="unit_links")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="leader_links")
    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["unit__position", "kind", "leader__position"]
        verbose_name = _("领导联系")
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "unit"],
                condition=Q(ended_on__isnull=True),
                name="organisation_link_current_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} {self.kind} {self.unit_id}"


class ImportBatch(models.Model):
    """An uploaded workbook: what it would change, and how to take it back."""

    file_name = models.CharField(max_length=120)
    file_digest = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.STAGED
    )
    plan = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)
    staged_at = models.DateTimeField()
    staged_by_name = models.CharField(max_length=80)
    staged_by_user_id = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)
    applied_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-staged_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name
