"""Leave figures, digest and formula to the versions alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("results", "0002_keep_versions")]

    operations = [
        migrations.RemoveField(model_name="result", name="figures"),
        migrations.RemoveField(model_name="result", name="digest"),
        migrations.RemoveField(model_name="result", name="formula_version"),
    ]
