"""The migrations tell the whole story of the models."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.utils import translation


def missing(told: ProjectState, there: ProjectState) -> list[str]:
    """Apps whose models say more than their migrations."""
    with translation.override(None):
        return sorted(MigrationAutodetector(told, there)._detect_changes())


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_a_model_without_migration_is_caught() -> None:
    told = MigrationLoader(None).project_state()
    there = ProjectState.from_apps(apps)
    assert missing(told, there) == []
    untold = ModelState("audit", "Untold", [("id", models.BigAutoField(primary_key=True))])
    there.add_model(untold)
    assert missing(told, there) == ["audit"]
