import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("polls", "0007_collecting_began"),
    ]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="repeats",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="repeated_by",
                to="polls.poll",
            ),
        ),
    ]
