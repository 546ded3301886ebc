"""The desk flows ask: which row of which version fits, or whom to ask when there is none."""

from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _

from andu.authority import actions
from andu.authority.cells import text_of
from andu.authority.coverage import fitting
from andu.authority.models import Kept, Matrix, Version
from andu.authority.names import PERSON, Names
from andu.authority.queries import Published, in_force, rows_of, version_in_force, versions_in_force
from andu.authority.reading import group_words
from andu.engine.conditions import Value
from andu.engine.handlers import FromMatrix, HandlerRule, NamedPerson, Part
from andu.kit.actor import Actor
from andu.kit.money import yuan
from andu.kit.verdict import Refused, no
from andu.organisation.directory import nearest_heads
from andu.organisation.models import Member
from andu.workflow.matrices import Lookup, Row


class Desk:
    """What the room of the matrices answers (`workflow.matrices`)."""

    def row(self, rule: FromMatrix, lookup: Lookup) -> Row:
        """The row that fits; Refused when there is none, with whom to ask."""
        version = _version(rule.matrix, lookup)
        matrix = version.matrix
        category = _text(matrix, matrix.category_label, rule.category, lookup.facts)
        attribute = _text(matrix, matrix.attribute_label, rule.attribute, lookup.facts)
        amount = _amount(matrix, rule.amount, lookup.facts)
        found = row_for(rows_of(version.pk), category, attribute, amount)
        if found is None:
            raise Refused(no(_hole(version, category, attribute, amount), "matrix-hole"))
        rules = found.countersign if rule.part is Part.COUNTERSIGN else found.final
        return Row(rules, words_of(version, found), ground_of(version, found))

    def names(self, organisation_id: int) -> Mapping[str, str]:
        """The matrices that decide something today: key → name."""
        return {key: matrix.name for key, matrix in in_force(organisation_id).items()}

    def every_name(self, organisation_id: int) -> Mapping[str, str]:
        """All matrices, in use or not: key → name."""
        rows = Matrix.objects.filter(organisation=organisation_id)
        return dict(rows.values_list("key", "name"))

    def called(self, rules: Collection[HandlerRule], organisation_id: int) -> str:
        """These rules as a cell states them; people also when they have left."""
        codes = [rule.code for rule in rules if isinstance(rule, NamedPerson)]
        names = Names(organisation_id)
        people = Member.objects.filter(organisation=organisation_id, code__in=codes)
        names.by_code[PERSON].update(people.values_list("code", "name"))
        return text_of(list(rules), names)

    def fix(self, run_id: int, keys: Iterable[str], *, by: Actor) -> None:
        """Let a new run keep to the versions in force now."""
        found = versions_in_force(by.organisation_id or 0, keys)
        actions.keep_versions(run_id, found.values(), by=by)


def row_for(
    rows: list[Published], category: str, attribute: str, amount: int | None
) -> Published | None:
    """The row that holds. Where rows ask for amounts and there is none, no row does."""
    spans = [row.span for row in rows]
    fits = {span.row for span in fitting(spans, category, attribute, amount)}
    return next((row for row in rows if row.span.row in fits), None)


def words_of(version: Version, row: Published) -> str:
    """按《资金审批权限表》第 2 版第 3 行（依据《资金管理办法》）."""
    words = _("按《{matrix}》第 {version} 版第 {row} 行（依据{basis}）")
    said = {"matrix": version.matrix.name, "version": version.number, "basis": version.basis}
    return words.format(row=row.span.row, **said)


def ground_of(version: Version, row: Published) -> dict[str, object]:
    """What names matrix, version, row and regulation in the trace."""
    return {
        "matrix": version.matrix.key, "name": version.matrix.name, "version": version.number,
        "row": row.span.row, "regulation": version.basis,
    }  # fmt: skip


def _version(key: str, lookup: Lookup) -> Version:
    kept = None
    if lookup.run_id is not None:
        rows = Kept.objects.filter(run=lookup.run_id, matrix__key=key)
        rows = rows.select_related("version__matrix__unit").defer("version__document")
        kept = rows.first()
    found = kept.version if kept else version_in_force(lookup.organisation_id, key)
    if found is None:
        matrix = Matrix.objects.filter(organisation=lookup.organisation_id, key=key).first()
        words = _("核决权限表《{name}》还没有生效的版本，无法确定由谁审批。请联系{who}。")
        said = {"name": matrix.name if matrix else key, "who": _whom(matrix)}
        raise Refused(no(words.format(**said), "no-matrix"))
    return found


def _text(matrix: Matrix, label: str, field: str, facts: Mapping[str, Value]) -> str:
    if not field:
        return ""
    value = facts.get(field)
    if value in (None, "", ()):
        raise Refused(no(_missing(matrix, label or _("属性")), "matrix-field"))
    return str(value[0]) if isinstance(value, tuple) else str(value)


def _amount(matrix: Matrix, field: str, facts: Mapping[str, Value]) -> int | None:
    if not field:
        return None
    value = facts.get(field)
    if not isinstance(value, int):
        raise Refused(no(_missing(matrix, _("金额")), "matrix-field"))
    return value


def _missing(matrix: Matrix, label: str) -> str:
    words = _("“{label}”还没有填写，按《{matrix}》无法确定由谁审批。请先填写。")
    return words.format(label=label, matrix=matrix.name)


def _hole(version: Version, category: str, attribute: str, amount: int | None) -> str:
    said = group_words(category, attribute)
    if amount is not None:
        said += _("，{amount} 元").format(amount=yuan(amount).removesuffix(".00"))
    words = _("《{matrix}》第 {version} 版没有规定“{what}”由谁审批。请联系{who}补充规定。")
    about = {"matrix": version.matrix.name, "version": version.number, "what": said}
    return words.format(who=_whom(version.matrix), **about)


def _whom(matrix: Matrix | None) -> str:
    """The department that keeps it, with its head."""
    if matrix is None:
        return _("流程管理员")
    heads = nearest_heads(matrix.unit)
    return f"{matrix.unit}（{heads[0].name}）" if heads else str(matrix.unit)


DESK = Desk()
