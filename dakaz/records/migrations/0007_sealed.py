"""Rows of sealed compartments as ciphertext, and what each colleague is here to do."""

from django.db import migrations, models

import dakaz.records.models.record

WORKING = ["caseworker", "lawyer", "documentalist", "analyst", "publisher"]


def everybody_does_what_they_did(apps, schema_editor):
    """Until an administrator says otherwise, nobody loses a page they worked with."""
    del schema_editor
    for user in apps.get_model("records", "User").objects.all():
        user.roles = [*(["administrator"] if user.administrator else []), *WORKING]
        user.save(update_fields=["roles"])


class Migration(migrations.Migration):
    dependencies = (("records", "0006_people"),)

    operations = (
        migrations.AddField("user", "roles", models.JSONField(default=list)),
        migrations.RunPython(everybody_does_what_they_did, migrations.RunPython.noop),
        migrations.CreateModel(
            name="SealedState",
            fields=[
                (
                    "compartment",
                    dakaz.records.models.record.CompartmentField(
                        max_length=36, primary_key=True, serialize=False
                    ),
                ),
                ("change", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SealedRow",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("compartment", dakaz.records.models.record.CompartmentField(max_length=36)),
                ("change", models.BigIntegerField()),
                ("content", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["compartment", "change"], name="sealed_by_change")],
            },
        ),
    )
