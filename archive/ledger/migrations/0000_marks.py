"""The table of keys: one clustered table, which no model describes."""

from django.db import migrations

from archive.ledger.marks import CREATE


def create(apps, schema_editor):
    schema_editor.execute(CREATE[schema_editor.connection.vendor])


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE ledger_mark")


class Migration(migrations.Migration):
    operations = [migrations.RunPython(create, drop)]
