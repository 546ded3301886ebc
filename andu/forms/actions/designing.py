"""Making forms."""

from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.forms import rules
from andu.forms.definition import FormDefinition, to_json
from andu.forms.events import Created, Published
from andu.forms.models import Form, FormVersion
from andu.kit.actor import Actor
from andu.kit.chain import sm3
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Organisation


@transaction.atomic
def create_form(organisation: Organisation, code: str, name: str, *, by: Actor) -> Form:
    """A new form without fields; `code` is unique in the organisation."""
    require(rules.may_manage(by, organisation.pk))
    require(rules.may_be_called(organisation.pk, code, name))
    form = Form.objects.create(organisation=organisation, code=code.strip(), name=name.strip())
    record(Created(form_code=form.code), by=by, on=form)
    return form


@transaction.atomic
def publish(form: Form, definition: FormDefinition, *, by: Actor) -> FormVersion:
    """Open a version for filling in (WF-10). What is published never changes; publishing the same
    definition again gives the version there is."""
    form = lock(form)
    require(rules.may_publish(by, form, definition))
    text = to_json(definition)
    current = form.current
    if current and current.text == text:
        return current

    form.newest += 1
    form.save(update_fields=["newest"])
    version = FormVersion.objects.create(
        form=form, number=form.newest, text=text, hash=sm3(text.encode()),
        published_at=timezone.now(), published_by_id=by.member_id, publisher=by.name,
    )  # fmt: skip
    record(Published(number=version.number, hash=version.hash), by=by, on=form)
    return version
