"""Carriers of which one is enough."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exhibits", "0003_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemcarrier",
            name="either",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="alternatives"),
        ),
    ]
