"""Who needs an object is asked before it is deleted: found by its name, not by reading every row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("records", "0002_fulltext"),)
    operations = (
        migrations.AddIndex("item", models.Index(fields=("object_name",), name="items_by_object")),
        migrations.AddIndex("importfile", models.Index(fields=("staged",), name="files_by_object")),
    )
