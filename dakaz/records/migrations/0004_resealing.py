"""How far objects are sealed anew after someone was removed."""

import dakaz.records.models.record
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("records", "0003_by_object"),)
    operations = (
        migrations.CreateModel(
            name="Resealing",
            fields=[
                (
                    "compartment",
                    dakaz.records.models.record.CompartmentField(
                        max_length=36, primary_key=True, serialize=False
                    ),
                ),
                ("generation", models.IntegerField()),
                ("after", models.CharField(blank=True, max_length=64)),
                ("done", models.BigIntegerField(default=0)),
                ("of", models.BigIntegerField(default=0)),
                ("failed", models.BigIntegerField(default=0)),
                ("finished", models.BooleanField(default=False)),
            ],
        ),
    )
