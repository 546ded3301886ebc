"""Making a form and publishing its versions."""

import pytest

from andu.audit.recording import entries_of
from andu.forms import actions
from andu.forms.definition import Field, FormDefinition
from andu.forms.models import Dictionary, Form, FormVersion
from andu.forms.tests.more import TRIP
from andu.forms.tests.samples import PURCHASE
from andu.kit.verdict import Refused
from tests.cast import actor_of, give_right

OTHER = FormDefinition((Field(key="a", label="甲"),))


def test_a_published_version_stays_as_it_is(form, version, designer):
    again = actions.publish(form, PURCHASE, by=actor_of(designer))
    second = actions.publish(form, OTHER, by=actor_of(designer))
    assert again == version
    assert (version.number, second.number) == (1, 2)
    version.refresh_from_db()
    assert version.definition == PURCHASE
    assert version.is_sound
    form.refresh_from_db()
    assert form.current == second
    sentences = [entry.sentence for entry in entries_of(form)]
    assert sentences == [
        "陈砚秋 新建了表单“采购申请”（cg）",
        "陈砚秋 发布了表单“采购申请”第 1 版",
        "陈砚秋 发布了表单“采购申请”第 2 版",
    ]


def test_an_unsound_form_is_not_published(form, designer):
    with pytest.raises(Refused, match="至少添加一个"):
        actions.publish(form, FormDefinition(), by=actor_of(designer))
    assert not FormVersion.objects.exists()


def test_without_the_right_nothing_is_made(form, clerk, outsider, bureau):
    give_right(outsider, "forms.manage")
    for who in (clerk, outsider):
        with pytest.raises(Refused, match="权限"):
            actions.publish(form, OTHER, by=actor_of(who))
        with pytest.raises(Refused, match="权限"):
            actions.create_form(bureau.organisation, "x", "甲", by=actor_of(who))
    assert not FormVersion.objects.exists()
    assert Form.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "name", "words"),
    [("cg", "甲", "已经有了"), (" ", "甲", "代码"), ("x", " ", "名称"), ("x" * 65, "甲", "64")],
)
def test_a_form_needs_a_name_and_its_own_code(form, designer, bureau, code, name, words):
    with pytest.raises(Refused, match=words):
        actions.create_form(bureau.organisation, code, name, by=actor_of(designer))
    assert Form.objects.count() == 1


def test_forms_are_seen_within_the_organisation(form, clerk, outsider):
    assert list(Form.objects.visible_to(actor_of(clerk))) == [form]
    assert not Form.objects.visible_to(actor_of(outsider)).exists()


def test_a_form_names_only_dictionaries_of_its_organisation(form, designer, outsider):
    with pytest.raises(Refused, match="没有代码为“sorts”的字典"):
        actions.publish(form, TRIP, by=actor_of(designer))
    assert form.versions.count() == 0
    Dictionary.objects.create(
        organisation=outsider.organisation, code="sorts", name="别家的",
        unit=outsider.appointments.first().unit,
    )  # fmt: skip
    with pytest.raises(Refused, match="没有代码为“sorts”的字典"):
        actions.publish(form, TRIP, by=actor_of(designer))
