from typing import Any

from django.db import migrations, models

GONE = "gp1/open"


def refuse_what_is_gone(apps: Any, _schema_editor: Any) -> None:
    """Stop before anything changes where a poll has readable ballots.

    No program reads them any more. Only demonstrations ever had them.
    """
    if apps.get_model("polls", "Poll").objects.filter(suite=GONE).exists():
        raise SystemExit(
            "这里有旧演示的未密封测评，这一版不能读。演示请用 ./run demo --fresh 重来。"
            "\nPolls of an older demo with unsealed ballots lie here, which this "
            "version cannot read. Load the demo anew: ./run demo --fresh"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("polls", "0008_repetition"),
    ]

    operations = [
        migrations.RunPython(refuse_what_is_gone, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="poll",
            name="suite",
            field=models.CharField(
                choices=[("gp1", "密封"), ("gp1/weak", "测试用")],
                default="gp1",
                max_length=12,
                verbose_name="封票方式",
            ),
        ),
    ]
