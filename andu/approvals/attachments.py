"""Every file of a request a person may have: of the form, its older versions, of the opinions,
of questions and answers."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from andu.approvals.handling import Handling
from andu.files import thumbs
from andu.files.models import File
from andu.forms.access import is_writable
from andu.forms.attached import Attached, attached
from andu.kit.verdict import Verdict, no, yes
from andu.workflow.enclosed import papers_said
from andu.workflow.models import Enclosure, History


@dataclass(frozen=True)
class Paper:
    """One file in the total view: where it stands (`place`), who brought it, when, at which step.

    `key` is its form field, empty for one enclosed with words; `older` its former versions.
    """

    file: File
    place: str
    who: str
    at: datetime
    step: str = ""
    key: str = ""
    older: list[File] = field(default_factory=list)

    @property
    def has_thumb(self) -> bool:
        """Whether there may be a small picture of it."""
        return thumbs.may_have(self.file.kind, self.file.extension)

    @property
    def versions(self) -> list[File]:
        """Every version, newest first."""
        return [self.file, *self.older]


class Papers:
    """The files of one request, for one person."""

    def __init__(self, handling: Handling) -> None:
        self.handling = handling

    @cached_property
    def all(self) -> list[Paper]:
        """In the order of the form, then of the opinions, then of questions and answers."""
        history = list(History.objects.filter(run=self.handling.loaded.run).order_by("sequence"))
        steps = {row.content_after: row.step for row in reversed(history) if row.content_after}
        found = attached(self.handling.saved, self.handling.access)
        mine = [_of_form(one, steps.get(one.save.hash, "")) for one in found]
        said = _of_opinions(self.handling, {row.sequence: row for row in history})
        return mine + said + _of_consultations(self.handling)

    @property
    def total(self) -> int:
        """Bytes of the present versions."""
        return sum(paper.file.size for paper in self.all)

    def find(self, number: int) -> tuple[Paper, File] | None:
        """The paper that has this file, now or as an older version; None when hidden or absent."""
        for paper in self.all:
            for file in paper.versions:
                if file.pk == number:
                    return paper, file
        return None

    def beside(self, paper: Paper) -> tuple[str, str, int]:
        """The addresses of the file before and after, and this one's place from 1."""
        at = self.all.index(paper)
        before = self.address(self.all[at - 1].file) if at else ""
        after = self.address(self.all[at + 1].file) if at + 1 < len(self.all) else ""
        return before, after, at + 1

    def address(self, file: File, part: str = "view") -> str:
        """Where a file is looked at (view), downloaded (file), drawn (shown, thumb)."""
        return f"{self.handling.matter.get_absolute_url()}/{part}/{file.pk}"

    def may_replace(self, paper: Paper | None) -> Verdict:
        """The present version of a file gets a newer one from whose turn writes its field."""
        if paper is None:
            return no(_("附件刚刚被换过新版本，请刷新后再换。"), "overtaken")
        if not self._writes(paper):
            words = _("现在不能换新版本：事项不在你手上，或者这个字段你不能改。")
            return no(words, "read-only")
        return yes

    def _writes(self, paper: Paper) -> bool:
        definition = self.handling.request.version.form_version.definition
        one = definition.field(paper.key) if paper.key else None
        return (
            one is not None
            and self.handling.desk.is_mine
            and is_writable(one, self.handling.access)
        )


def _of_form(one: Attached, step: str) -> Paper:
    return Paper(
        one.file, one.label, one.save.saver or one.file.uploader, one.save.saved_at, step, one.key,
        one.older,
    )  # fmt: skip


def _of_opinions(handling: Handling, history: dict[int, History]) -> list[Paper]:
    rows = Enclosure.objects.filter(run=handling.loaded.run, kind=Enclosure.Kind.PAPER)
    return [
        Paper(
            row.file, _("意见附件"), history[row.sequence].actor_name, history[row.sequence].at,
            history[row.sequence].step,
        )
        for row in rows.select_related("file").order_by("sequence", "order", "id")
        if row.sequence in history
    ]  # fmt: skip


def _of_consultations(handling: Handling) -> list[Paper]:
    if not handling.desk.involvement.is_consulted:
        return []
    return [
        Paper(one.file, _("沟通附件"), one.word.name, one.word.at, one.word.consultation.step)
        for one in papers_said(handling.matter)
    ]
