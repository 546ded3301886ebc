"""What a hook may not be."""

import pytest
from django.utils import timezone

from andu.kit.verdict import Refused
from andu.webhooks import actions, rules
from andu.webhooks.models import Hook
from tests.cast import actor_of

URL = "https://example.org/x"
SOME = ["matter.ended"]


@pytest.mark.parametrize(
    ("name", "url", "kinds", "there", "code"),
    [
        ("", URL, SOME, (), "no-name"), ("长" * 61, URL, SOME, (), "no-name"),
        ("x", URL, [], (), "no-kind"), ("x", URL, ["matter.sung"], (), "no-kind"),
        ("x", URL, SOME, (URL,), "twice"),
        ("x", URL, SOME, [f"{URL}{n}" for n in range(rules.MOST)], "too-many"),
    ],
)  # fmt: skip
def test_a_hook_has_a_name_an_occasion_and_not_too_many_beside_it(name, url, kinds, there, code):
    assert rules.may_add("x", URL, SOME, there[:1] if code == "too-many" else ())
    assert rules.may_add(name, url, kinds, there).code == code


def test_an_address_has_an_end(keeper):
    with pytest.raises(Refused, match="地址太长"):
        actions.add_hook(
            keeper.organisation, "x", URL + "x" * rules.LONGEST_URL, SOME, by=actor_of(keeper)
        )
    assert not Hook.objects.exists()


def test_a_hook_goes_on_by_who_keeps_it_while_it_is_open(hook, keeper, clerk):
    assert rules.may_go_on(actor_of(keeper), hook)
    assert rules.may_go_on(actor_of(clerk), hook).code == "no-right"
    hook.stopped_at = timezone.now()
    assert rules.may_go_on(actor_of(keeper), hook).code == "stopped"
