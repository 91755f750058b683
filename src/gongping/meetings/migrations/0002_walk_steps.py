from typing import Any

import django.db.models.deletion
from django.db import migrations, models

AT_DESK = "reporting"
REPORTED = "reported"


def carry_times(apps: Any, _schema_editor: Any) -> None:
    """Let what was timed as one report stand as the step of the report."""
    slots = apps.get_model("meetings", "AgendaItem").objects
    for item in slots.filter(started_at__isnull=False):
        if item.state == AT_DESK:
            item.turn_at = item.started_at
        elif item.state == REPORTED and item.ended_at:
            whole = (item.ended_at - item.started_at).total_seconds()
            turn = {
                "step": AT_DESK,
                "speaker": None,
                "began": item.started_at.isoformat(),
                "seconds": max(0, int(whole) - item.paused_seconds),
                "extra": item.extra_minutes,
            }
            item.turns = [turn]
            item.paused_seconds = item.extra_minutes = 0
        item.save()


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_begin"),
        ("organisation", "0001_begin"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="is_inserted",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="speaker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="comment_turns",
                to="organisation.person",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="turn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="turns",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="reviewsession",
            name="agenda_version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="reviewsession",
            name="comment_minutes",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="点评分钟"),
        ),
        migrations.AddField(
            model_name="reviewsession",
            name="last_step",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="reviewsession",
            name="preset",
            field=models.CharField(
                choices=[
                    ("leader_review_2012", "逐一汇报，领导随时点评"),
                    ("party_duty_report_2019", "一述一评：汇报完当场点评"),
                ],
                default="leader_review_2012",
                max_length=24,
                verbose_name="开法",
            ),
        ),
        migrations.AddField(
            model_name="reviewsession",
            name="question_minutes",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="现场提问分钟"
            ),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "未到"),
                    ("reporting", "正在汇报"),
                    ("questions", "现场提问"),
                    ("commenting", "正在点评"),
                    ("reported", "已汇报"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Incident",
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
                ("happened_at", models.DateTimeField()),
                ("text", models.CharField(max_length=200, verbose_name="记事")),
                ("noted_by_name", models.CharField(max_length=80)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="incidents",
                        to="meetings.reviewsession",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_at", "pk"],
            },
        ),
        migrations.RunPython(carry_times, migrations.RunPython.noop),
    ]
