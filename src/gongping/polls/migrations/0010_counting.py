from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("polls", "0009_sealed_alone"),
    ]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="counting",
            field=models.JSONField(blank=True, default=dict, verbose_name="计分规则"),
        ),
    ]
