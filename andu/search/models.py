"""What is found, and the index over it."""

from types import ModuleType
from typing import Any

from django.db import models
from django.utils import timezone

from andu.organisation.models import Organisation
from andu.search import postgresql, sqlite

# A piece's number tells its entry: entry * 4096 + place.
PLACES = 12


def engine(connection: Any) -> ModuleType:
    """The index of this database."""
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


class Entry(models.Model):
    """One thing that can be found: its words, where it is, whose it is. `at` sorts the results.

    What results can be narrowed by: `label` (the kind of matter), `author_id` and `unit_path` (who
    began it, where), `is_open`. `version` is the owner's: which state of the thing this is.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    title = models.CharField(max_length=300)
    serial = models.CharField(max_length=80, blank=True)
    people = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    label = models.CharField(max_length=120, blank=True, db_default="")
    author_id = models.BigIntegerField(null=True)
    unit_path = models.CharField(max_length=200, blank=True, db_default="")
    is_open = models.BooleanField(db_default=False)
    version = models.BigIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-at", "-id"], name="search_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the thing."""
        return self.link

    @property
    def fields(self) -> list[str]:
        """Everything it can be found by."""
        return [self.title, self.serial, self.people, self.text]


class Tokens(models.Field):  # type: ignore[type-arg]
    """A list of tokens, written as the database's index takes it."""

    def db_type(self, connection: Any) -> str:
        """The column's type; the table is made by the migration."""
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """How a value stands in an INSERT."""
        return str(engine(connection).PLACEHOLDER)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The tokens of a piece as text."""
        return engine(connection).document(value)


@Tokens.register_lookup
class Phrase(models.Lookup):
    """`tokens__phrase=[…]`: the pieces in which these tokens stand one behind the other."""

    lookup_name = "phrase"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The condition of this database."""
        column, values = self.process_lhs(compiler, connection)
        found = engine(connection)
        return found.MATCH.format(column=column), (*values, found.phrase(self.rhs))


class Piece(models.Model):
    """A stretch of an entry's tokens; the table is the database's own kind of index."""

    id = models.BigIntegerField(primary_key=True, db_column="rowid")
    tokens = Tokens()

    class Meta:
        managed = False
        db_table = "search_piece"

    def __str__(self) -> str:
        return f"{self.pk}"
