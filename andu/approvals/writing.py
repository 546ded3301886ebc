"""The page on which a request is written: what was typed, what is wrong, the way it would take."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from andu.approvals import access, rules
from andu.approvals.choosing import Choice, picked, read_choices, remembered
from andu.approvals.facts import facts_of
from andu.approvals.foreseeing import Way, way_of
from andu.approvals.models import Draft, TemplateVersion
from andu.forms import filling, showing
from andu.forms.access import AccessMap
from andu.forms.filling import Cleaned, Raw
from andu.forms.showing import Sheet
from andu.forms.uniqueness import repeated
from andu.kit import plain
from andu.kit.actor import Actor
from andu.workflow.models import Matter

RELATED = "@related"  # among a draft's choices: the matters it belongs to


@dataclass
class Writing:
    """One request being written by one person."""

    version: TemplateVersion
    actor: Actor
    access: AccessMap
    draft: Draft | None
    title: str
    urgency: int
    choices: list[Choice]
    cleaned: Cleaned
    errors: dict[str, str] = field(default_factory=dict)
    related: list[Matter] = field(default_factory=list)
    leap: str = ""

    @property
    def may_leap(self) -> bool:
        """Whether a reason may be given for picking over somebody's head (WF-12)."""
        return any(one.may_leap for one in self.choices)

    @property
    def relating(self) -> list[tuple[str, str]]:
        """The matters picked so far, for the picker."""
        return [(str(one.pk), one.title) for one in self.related]

    @property
    def picking(self) -> str:
        """Where the pickers of later steps' handlers ask."""
        return reverse("approvals:choosable", args=[self.version.template.key])

    @property
    def sheet(self) -> Sheet:
        """The form with its controls."""
        return showing.editable(
            self.version.form_version.definition,
            self.access,
            self.cleaned,
            actor=self.actor,
        )

    @property
    def way(self) -> Way:
        """提交后将经过."""
        facts = facts_of(self.version.form_version.definition, self.cleaned.values)
        return way_of(self.version, facts, picked(self.choices), self.actor)

    @property
    def urgencies(self) -> dict[int, str]:
        """What may be chosen."""
        return rules.urgencies(self.actor)

    @property
    def is_sound(self) -> bool:
        """Whether it can be submitted, as far as the form tells."""
        return self.cleaned.is_sound and not any(one.error for one in self.choices)


def blank(version: TemplateVersion, by: Actor) -> Writing:
    """A new request: the form's defaults, and a title to begin with."""
    definition = version.form_version.definition
    cleaned = Cleaned(filling.initial(definition, actor=by))
    title = suggested(version, by)
    return Writing(
        version, by, access_of(version), None, title, 0, remembered(version, {}), cleaned
    )


def resumed(draft: Draft, version: TemplateVersion, by: Actor) -> Writing:
    """A draft as it was left, read again for the way it would take."""
    rows, start = access_of(version), filling.initial(version.form_version.definition, actor=by)
    cleaned = read(version, rows, draft.raw, start, by)
    return Writing(
        version, by, rows, draft, draft.title, draft.urgency,
        remembered(version, draft.choices), cleaned, leap=draft.leap,
    )  # fmt: skip


def typed(
    version: TemplateVersion, posted: Any, raw: Raw, draft: Draft | None, by: Actor
) -> Writing:
    """What a post says, right or wrong; nothing is refused."""
    rows, start = access_of(version), filling.initial(version.form_version.definition, actor=by)
    choices = read_choices(version, posted, by=by, strict=False)
    cleaned = read(version, rows, raw, start, by)
    return Writing(
        version, by, rows, draft, title_in(posted), urgency_in(posted), choices, cleaned,
        leap=leap_in(posted),
    )  # fmt: skip


def submitted(version: TemplateVersion, request: Any, draft: Draft | None) -> Writing:
    """What is to be submitted: uploads stored, everything checked."""
    by, rows = request.actor, access_of(version)
    definition = version.form_version.definition
    start = filling.initial(definition, actor=by)
    cleaned = filling.receive(definition, rows, request, start)
    cleaned.errors.update(repeated(version.form_version, cleaned, actor=by))
    writing = Writing(
        version, by, rows, draft, title_in(request.POST), urgency_in(request.POST),
        read_choices(version, request.POST, by=by), cleaned, leap=leap_in(request.POST),
    )  # fmt: skip
    if not writing.title:
        writing.errors["title"] = _("请填写标题。")
    return writing


def suggested(version: TemplateVersion, by: Actor) -> str:
    """What a new request is called until its author says better: 请假申请（方亦舒）."""
    return _("{template}（{name}）").format(template=version.template.name, name=by.name)


def title_in(posted: Any) -> str:
    """The title as typed, on one line; one too long is cut."""
    return plain.line(posted.get("title", ""))[: rules.LONGEST_TITLE]


def leap_in(posted: Any) -> str:
    """Why the initiator picks over somebody's head, as typed."""
    return plain.words(posted.get("leap", ""))


def urgency_in(posted: Any) -> int:
    """The urgency chosen; anything strange is the ordinary one."""
    text = posted.get("urgency", "")
    levels = {str(level.value): level.value for level in Matter.Urgency}
    return levels.get(text, 0)


def read(version: TemplateVersion, rows: AccessMap, raw: Raw, start: Any, by: Actor) -> Cleaned:
    """The values as far as they can be read, without complaints."""
    definition = version.form_version.definition
    cleaned = filling.clean(definition, rows, raw, start, actor=by)
    return Cleaned(cleaned.values, cleaned.changes, {}, cleaned.raw, cleaned.previous)


def access_of(version: TemplateVersion) -> AccessMap:
    """What the initiator may fill in."""
    return access.at_step(version, access.drafting_of(version))
