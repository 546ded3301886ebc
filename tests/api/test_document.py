"""The OpenAPI document: sound by its own standard, in Chinese, with every refusal."""

import json
import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.api.samples import READS, WRITES, document, operations

ALL = [*operations(reading=True), *operations(reading=False)]
REFUSALS = {"401", "403", "404", "422", "429"}


def test_it_is_a_document_of_openapi_3_1():
    made = json.loads(json.dumps(document()))
    assert made["openapi"] == "3.1.0"
    assert not [str(error) for error in OpenAPIV31SpecValidator(made).iter_errors()]


def test_every_operation_has_a_name_of_its_own():
    names = [name for name, _method, _path in ALL]
    assert len(names) == len(set(names)) == len(READS) + len(WRITES)
    assert all(re.fullmatch("[a-z_]+", name) for name in names)


@pytest.mark.parametrize(("name", "method", "path"), ALL, ids=[one[0] for one in ALL])
def test_an_operation_says_what_it_does_and_how_it_refuses(name, method, path):
    said = document()["paths"][path][method]
    assert re.search("[\u4e00-\u9fff]", said["summary"]) and said["tags"]
    headers = {one["name"]: one for one in said["parameters"] if one["in"] == "header"}
    assert set(said["responses"]) >= REFUSALS
    if method == "get":
        assert "304" in said["responses"] and "If-None-Match" in headers
    else:
        assert headers["Idempotency-Key"]["required"]
        assert set(said["responses"]) >= {"400", "409"}


def test_asking_twice_gives_the_same_document():
    assert document() == document()
