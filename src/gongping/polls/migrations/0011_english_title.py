from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("polls", "0010_counting"),
    ]

    operations = [
        migrations.AddField(
            model_name="poll",
            name="title_en",
            field=models.CharField(
                blank=True, default="", max_length=120, verbose_name="英文名称"
            ),
            preserve_default=False,
        ),
    ]
