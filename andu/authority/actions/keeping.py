"""Making matrices, and what they are called."""

from dataclasses import dataclass

from django.db import transaction

from andu.audit.recording import record
from andu.authority import rules
from andu.authority.events import MatrixClosed, MatrixCreated, MatrixReopened, MatrixRevised
from andu.authority.models import Matrix
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class Called:
    """What a matrix is called, and what its columns are."""

    name: str
    category: str
    attribute: str = ""


@transaction.atomic
def create_matrix(unit: Unit, key: str, called: Called, *, by: Actor) -> Matrix:
    """A new matrix, kept by `unit`; flows name it by its key (WF-13)."""
    require(rules.may_keep(by, unit))
    require(rules.may_be_called(unit.organisation_id, key, called.name))
    require(rules.may_be_labelled(called.category, called.attribute))
    made = Matrix.objects.create(
        organisation=unit.organisation, unit=unit, key=key, name=called.name.strip(),
        category_label=called.category.strip(), attribute_label=called.attribute.strip(),
    )  # fmt: skip
    record(MatrixCreated(key=key), by=by, on=made)
    return made


@transaction.atomic
def revise_matrix(matrix: Matrix, unit: Unit, called: Called, *, by: Actor) -> Matrix:
    """Another name, other labels, or another department that keeps it."""
    matrix = lock(matrix)
    require(rules.may_keep(by, matrix.unit))
    require(rules.may_keep(by, unit))
    require(rules.may_be_called(unit.organisation_id, matrix.key, called.name, matrix.pk))
    require(rules.may_be_labelled(called.category, called.attribute))
    matrix.unit, matrix.name = unit, called.name.strip()
    matrix.category_label = called.category.strip()
    matrix.attribute_label = called.attribute.strip()
    matrix.save(update_fields=["unit", "name", "category_label", "attribute_label"])
    record(MatrixRevised(), by=by, on=matrix)
    return matrix


@transaction.atomic
def close_matrix(matrix: Matrix, *, by: Actor) -> Matrix:
    """No new flow may ask it; those that do go on asking it."""
    matrix = lock(matrix)
    require(rules.may_close(by, matrix))
    matrix.closed = True
    matrix.save(update_fields=["closed"])
    record(MatrixClosed(), by=by, on=matrix)
    return matrix


@transaction.atomic
def reopen_matrix(matrix: Matrix, *, by: Actor) -> Matrix:
    """New flows may ask it again."""
    matrix = lock(matrix)
    require(rules.may_reopen(by, matrix))
    matrix.closed = False
    matrix.save(update_fields=["closed"])
    record(MatrixReopened(), by=by, on=matrix)
    return matrix
