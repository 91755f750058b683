from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_begin")]

    operations = [
        migrations.AddField(
            model_name="leadercomment",
            name="dictated_by_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="记录人"),
        ),
        migrations.AddField(
            model_name="leadercomment",
            name="is_dictation",
            field=models.BooleanField(default=False),
        ),
    ]
