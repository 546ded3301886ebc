"""What a browser calls itself is kept as any database can hold it."""

from andu.audit.models import Entry
from andu.identity.models import SignIn
from tests.cast import client_of
from tests.password import PASSWORD


def test_a_name_with_control_characters_is_cleaned(clerk, client):
    strange = {"HTTP_USER_AGENT": "Fire\0fox\x1b[31m \r\n 1" + "x" * 500}
    said = {"login_name": "clerk", "password": PASSWORD}
    assert client.post("/login", said, **strange).status_code == 302
    answer = client_of(clerk).post("/me/phrases/new", {"text": "请阅示。"}, **strange)
    assert answer.status_code < 500
    kept = [*Entry.objects.values_list("terminal", flat=True),
            *SignIn.objects.values_list("terminal", flat=True)]  # fmt: skip
    assert any(one.startswith("Firefox[31m 1xxx") for one in kept)
    assert all(one.isprintable() and len(one) <= 200 for one in kept)
