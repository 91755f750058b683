import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("file_name", models.CharField(max_length=120)),
                ("file_digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("staged", "待确认"),
                            ("applied", "已导入"),
                            ("undone", "已撤销"),
                            ("discarded", "已放弃"),
                        ],
                        default="staged",
                        max_length=10,
                    ),
                ),
                ("plan", models.JSONField(default=dict)),
                ("undo", models.JSONField(default=dict)),
                ("staged_at", models.DateTimeField()),
                ("staged_by_name", models.CharField(max_length=80)),
                ("staged_by_user_id", models.BigIntegerField(null=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("applied_by_name", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "ordering": ["-staged_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="单位名称")),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="英文名称"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ministry", "部"),
                            ("province", "省"),
                            ("city", "市"),
                            ("county", "县"),
                        ],
                        max_length=10,
                        verbose_name="层级",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnitCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                (
                    "name",
                    models.CharField(
                        max_length=40, unique=True, verbose_name="单位序列"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="英文名称"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="单位名称")),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="英文名称"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="编制序")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("ministry", "部"),
                            ("province", "省"),
                            ("city", "市"),
                            ("county", "县"),
                        ],
                        default="ministry",
                        max_length=10,
                        verbose_name="层级",
                    ),
                ),
                (
                    "started_on",
                    models.DateField(blank=True, null=True, verbose_name="设立日期"),
                ),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="撤销日期"),
                ),
                ("is_synthetic", models.BooleanField(default=False)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisation.unit",
                        verbose_name="上级单位",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="organisation.unitcategory",
                        verbose_name="单位序列",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="英文名称"
                    ),
                ),
                (
                    "staff_no",
                    models.CharField(max_length=20, unique=True, verbose_name="工号"),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "科级及以下"),
                            (2, "处级"),
                            (3, "司局级"),
                            (4, "部级"),
                        ],
                        verbose_name="职务层级",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, verbose_name="顺序"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="在职")),
                ("search_text", models.TextField(blank=True, default="")),
                ("is_synthetic", models.BooleanField(default=False)),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="organisation.unit",
                        verbose_name="所在单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "人员",
                "ordering": ["position", "staff_no"],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("leader", "部领导"),
                            ("unit_head", "主要负责人"),
                            ("party_secretary", "党组织书记"),
                            ("liaison_officer", "联络员"),
                            ("staff", "工作人员"),
                        ],
                        max_length=20,
                        verbose_name="职务",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="职务名称"
                    ),
                ),
                ("started_on", models.DateField(verbose_name="任职日期")),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="免职日期"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="organisation.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "任职",
                "ordering": ["kind", "started_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("person", "unit", "kind"),
                        name="organisation_post_held_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("kind__in", ["unit_head", "party_secretary"]),
                        ),
                        fields=("unit", "kind"),
                        name="organisation_unit_headed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeaderUnitLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("supervises", "分管"), ("links_with", "联系")],
                        max_length=12,
                    ),
                ),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("is_synthetic", models.BooleanField(default=False)),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_links",
                        to="organisation.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leader_links",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "领导联系",
                "ordering": ["unit__position", "kind", "leader__position"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("leader", "unit"),
                        name="organisation_link_current_once",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("name",),
                name="organisation_unit_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("position",),
                name="organisation_unit_place_once",
            ),
        ),
    ]
