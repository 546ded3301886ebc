import pytest
from django.http import HttpResponse

from andu.config.proxy import caller


def address(rf, forwarded) -> str:
    request = rf.get("/", headers={"X-Forwarded-For": forwarded})
    caller(lambda request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"]


def test_without_a_proxy_nobody_chooses_an_address(rf):
    assert address(rf, "10.1.2.3") == "127.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "true"),
    [("10.1.2.3", "10.1.2.3"), ("6.6.6.6, 10.1.2.3", "10.1.2.3"), ("odd", "127.0.0.1"),
     ("", "127.0.0.1"), ("2001:db8::1", "2001:db8::1")],
)  # fmt: skip
def test_the_address_our_proxy_wrote_counts(rf, settings, forwarded, true):
    settings.BEHIND_TLS = True
    assert address(rf, forwarded) == true
