"""Let every count have versions; what was counted before becomes the first."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def begin_versions(apps: Any, _editor: Any) -> None:
    Result = apps.get_model("results", "Result")
    ResultVersion = apps.get_model("results", "ResultVersion")
    for result in Result.objects.all():
        version = ResultVersion.objects.create(
            result=result,
            number=1,
            formula_version=result.formula_version,
            figures=result.figures,
            digest=result.digest,
            made_at=result.counted_at,
        )
        result.current = version
        result.published_version = version if result.audience else None
        result.save()


class Migration(migrations.Migration):
    dependencies = [("results", "0001_begin")]

    operations = [
        migrations.CreateModel(
            name="ResultVersion",
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
                ("number", models.PositiveSmallIntegerField()),
                ("formula_version", models.CharField(max_length=40)),
                ("figures", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(blank=True, max_length=80)),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="更正原因"
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="results.result",
                    ),
                ),
            ],
            options={"verbose_name": "结果版本", "ordering": ["number"]},
        ),
        migrations.AddConstraint(
            model_name="resultversion",
            constraint=models.UniqueConstraint(
                fields=("result", "number"), name="results_version_once"
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="current",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="results.resultversion",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="published_version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="results.resultversion",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="is_ranked",
            field=models.BooleanField(default=False, verbose_name="列出大致名次"),
        ),
        migrations.AddField(
            model_name="result",
            name="is_across",
            field=models.BooleanField(default=False, verbose_name="跨类别比较"),
        ),
        migrations.RunPython(begin_versions, migrations.RunPython.noop),
    ]
