from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("polls", "0005_desk"),
    ]

    operations = [
        migrations.AddField(
            model_name="scrutineer",
            name="gives_up",
            field=models.BooleanField(default=False),
        ),
    ]
