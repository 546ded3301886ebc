"""The helper that counts queries can tell a list that grows."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from andu.kit.opening import open_to_all
from tests.house.counting import constant_queries


def steady(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(list(ContentType.objects.filter(app_label="counted"))))


def growing(request: HttpRequest) -> HttpResponse:
    rows = ContentType.objects.filter(app_label="counted")
    return HttpResponse(str([ContentType.objects.filter(pk=row.pk).exists() for row in rows]))


urlpatterns = [path("steady", open_to_all(steady)), path("growing", open_to_all(growing))]
grown = iter(range(1000))


def grow(number: int) -> None:
    for _ in range(number):
        ContentType.objects.create(app_label="counted", model=f"row{next(grown)}")


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_growing_list_is_caught() -> None:
    assert constant_queries(Client(), "/steady", grow) >= 1
    with pytest.raises(AssertionError, match="queries, then"):
        constant_queries(Client(), "/growing", grow)
