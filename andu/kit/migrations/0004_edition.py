"""The number of kit.editions. It is no model: it tells nothing about the office."""

from django.db import migrations

POSTGRESQL = [
    "CREATE SEQUENCE kit_edition_number",
    "CREATE TABLE kit_edition (number bigint NOT NULL)",
    "INSERT INTO kit_edition VALUES (nextval('kit_edition_number'))",
    # At once: this transaction sees what it changed and remembers nothing any more.
    """CREATE FUNCTION kit_edition_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM set_config('andu.changed', 'yes', true); RETURN NULL; END $$""",
    # At the commit, once: nobody waits for the number longer than that.
    """CREATE FUNCTION kit_edition_next() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF coalesce(current_setting('andu.renewed', true), '') = '' THEN
        PERFORM set_config('andu.renewed', 'yes', true);
        UPDATE kit_edition SET number = nextval('kit_edition_number');
      END IF;
      RETURN NULL;
    END $$""",
]
POSTGRESQL_BACK = [
    "DROP FUNCTION kit_edition_next() CASCADE",
    "DROP FUNCTION kit_edition_changed() CASCADE",
    "DROP TABLE kit_edition",
    "DROP SEQUENCE kit_edition_number",
]
SQLITE = [
    "CREATE TABLE kit_edition (number bigint NOT NULL)",
    "INSERT INTO kit_edition VALUES (abs(random()))",
]
SQLITE_BACK = ["DROP TABLE kit_edition"]


def forwards(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    special = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if special else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("kit", "0003_counter")]

    operations = [migrations.RunPython(forwards, backwards)]
