"""The audit's rows: one chain for each subject, and the entries that are its links."""

from typing import ClassVar

from django.db import models

from andu.audit.rights import READ
from andu.kit.actor import Actor
from andu.kit.chain import ChainedRecord


class Chain(models.Model):
    """The head of one subject's chain. Its row is the lock under which the next link is made."""

    kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    sequence = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="audit_one_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class EntryQuery(models.QuerySet["Entry"]):
    """How entries are found."""

    def visible_to(self, actor: Actor) -> "EntryQuery":
        """All, for those who may read the audit; none for others."""
        return self if actor.holds(READ.code) else self.none()


class Entry(ChainedRecord):
    """One act: it names actor and subject in words and so outlives both."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    subject = models.CharField(max_length=300)
    organisation_id = models.BigIntegerField(null=True)
    sentence = models.TextField()
    basis = models.CharField(max_length=300, blank=True)

    SEALED: ClassVar[tuple[str, ...]] = (
        *ChainedRecord.SEALED, "kind", "subject_id", "subject", "organisation_id",
        "sentence", "basis",
    )  # fmt: skip

    objects = EntryQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_one_link"),
        ]
        indexes = [
            models.Index(fields=["at", "id"], name="audit_by_time"),
            models.Index(fields=["account_id", "at"], name="audit_by_account"),
            models.Index(fields=["event", "at"], name="audit_by_event"),
        ]

    def __str__(self) -> str:
        return self.sentence


class VerificationQuery(models.QuerySet["Verification"]):
    """How verifications are found."""

    def visible_to(self, actor: Actor) -> "VerificationQuery":
        """All, for those who may read the audit; none for others."""
        return self if actor.holds(READ.code) else self.none()


class Verification(models.Model):
    """A check of all chains: when, by whom, how many, and what was found broken."""

    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    chains = models.BigIntegerField()
    entries = models.BigIntegerField()
    faults = models.IntegerField()
    report = models.TextField(blank=True)

    objects = VerificationQuery.as_manager()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Export(models.Model):
    """Entries that left the house as a table: when, by whom, narrowed to what."""

    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    narrowed = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
