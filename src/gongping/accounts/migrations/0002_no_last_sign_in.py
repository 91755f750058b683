from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_begin"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="user",
            name="last_login",
        ),
    ]
