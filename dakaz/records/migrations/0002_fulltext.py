"""The full-text index; see ``queries.fulltext``."""

from django.db import migrations

CREATE = (
    "CREATE VIRTUAL TABLE records_fulltext USING fts5("
    "tokens, content='', contentless_delete=1, tokenize='ascii', detail='full')"
)


class Migration(migrations.Migration):
    dependencies = (("records", "0001_initial"),)
    operations = (migrations.RunSQL(CREATE, "DROP TABLE records_fulltext"),)
