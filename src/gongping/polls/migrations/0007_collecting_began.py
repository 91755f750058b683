from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("polls", "0006_giving_up"),
    ]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="collecting_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
