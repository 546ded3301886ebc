"""Every form a page of the house shows, sent twice with its key: one effect, one answer (R3)."""

from typing import Any

from django.db import transaction
from django.urls import Resolver404, resolve

from tests.hostile.test_forms import doors
from tests.house.addresses import Address, addresses
from tests.matrix.conftest import people, things
from tests.replaying import Form, forms_of, sent

FIXTURES = (people, things)
KINDS = ("initiator", "handler", "reader", "asked", "keeper", "system", "security")
TRIES = 3  # forms of one address, until one of them is taken
LEAST = 40  # addresses that took what was sent
# Views that keep their keys themselves (`kit.once.own_key`), and what a second click does there.
OWN = {
    "portal:matter": "leads on to its parts",
    "portal:part": "the history knows the key of an act; other parts are `answered_once`",
    "portal:numbered": "as portal:part",
    "portal:batch_start": "finds the batch of its key (test_the_same_click_twice_decides_once)",
    "portal:batch": "goes on with what is left of the batch",
    "portal:batch_undo": "what is taken back already is passed over",
    "portal:export": "finds the download of its key (test_one_click_twice_is_one_export)",
    "approvals:prints": "finds the download of its key",
    "upkeep:analysis_export": "finds the download of its key",
    "approvals:begin": "a draft is kept again as it stands; a submission finds its matter",
    "approvals:keep": "a draft is found by its key (test_a_first_autosave_sent_again_…)",
    "ui:display": "the same choice is kept again, on the device",
    "api:openapi": "only reads",
    "appearance:style": "the same look is kept again as it stands",
    "api:tokens": "the one token has new words, those on the answer that is seen",
    "webhooks:hooks": "the one hook shows the same secret",
    "webhooks:secret": "renewed once: the same again",  # pragma: allowlist secret
    "identity:login": "a try is written each time; the account is signed in",
    "identity:activate": "the code is used up: refused",
    "identity:confirm": "a try is written each time; the password is proved",
    "identity:password": "the old one proves nothing any more",  # pragma: allowlist secret
    "identity:change": "a code is shown once and kept nowhere: the one on the last answer is good",
    "identity:new_account": "the one account has a new code, the one on the last answer",
}
# Of those, the ones that write again or answer otherwise, as said above.
AGAIN = {"approvals:begin", "api:tokens", "identity:change", "identity:new_account"}


def kind_of(form: Form) -> str:
    """The address a form is sent to, by its name; parts of a matter by theirs."""
    try:
        found = resolve(form.action.partition("?")[0])
    except Resolver404:
        return ""
    return " ".join(filter(None, (found.view_name, str(found.kwargs.get("part", "")))))


def twice(client: Any, form: Form) -> tuple[bool, list[str]]:
    """Whether it had an effect, and what was wrong with the second answer."""
    with transaction.atomic():
        first, written = sent(client, form)
        again, more = sent(client, form) if first.status_code < 400 else (first, [])
        transaction.set_rollback(True)
    said = [f"writes again: {more[0][:90]}"] if more else []
    for name in ("Location", "HX-Redirect", "Content-Type"):
        said += [f"{name} differs"] if first.get(name) != again.get(name) else []
    said += [f"{first.status_code}, then {again.status_code}"] * (
        first.status_code != again.status_code
    )
    return bool(written) and first.status_code < 400, said


def test_every_form_sent_twice_is_done_once(people, things):
    tried: dict[str, int] = {}
    taken, found = set(), []
    for kind in KINDS:
        client = people.browser(kind)
        client.raise_request_exception = False
        for _name, url in doors(things):
            with transaction.atomic():
                forms = forms_of(client, url)
                transaction.set_rollback(True)
            for form in forms:
                to = kind_of(form)
                if not to or to in taken or tried.get(to, 0) >= TRIES:
                    continue
                tried[to] = tried.get(to, 0) + 1
                took, said = twice(client, form)
                taken |= {to} if took else set()
                if to not in AGAIN:
                    found += [f"{kind} {form.action}: {one}" for one in said]
    assert not found, "\n".join(sorted(set(found)))
    assert len(taken) >= LEAST, sorted(taken)


def test_every_address_takes_a_key_and_those_that_keep_their_own_say_what_they_do():
    there = {one.name for one in addresses() if getattr(view_of(one), "own_key", False)}
    assert there == set(OWN)


def view_of(address: Address) -> Any:
    """The view behind a pattern of the URL map."""
    return resolve(address.url).func
