"""Matters whose limit was set by instruction before they said so themselves (0015) say it."""

from django.db import migrations


def forwards(apps, schema_editor):
    told = apps.get_model("workflow", "Deadline").objects.filter(seat=None)
    matters = apps.get_model("workflow", "Matter").objects.filter(is_instructed=False)
    matters.filter(pk__in=told.values("matter")).update(is_instructed=True)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0016_matter_reminders")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
