"""A signature: drawn anew on transparent ground, versioned, one's own."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from andu.stationery import actions, drawing
from andu.stationery.models import Signature
from andu.stationery.signatures import signatures_at
from andu.stationery.tests.conftest import photograph
from tests.cast import actor_of, client_of


def adopt(who, **more):
    by = actor_of(who)
    return actions.adopt_signature(drawing.staged(photograph(**more), by=by), by=by)


def test_a_photograph_becomes_ink_on_nothing(clerk):
    made = adopt(clerk)
    drawn = Image.open(io.BytesIO(made.file.open().read()))
    assert (drawn.format, drawn.mode) == ("PNG", "RGBA")
    assert drawn.width <= 600 and drawn.height <= 240
    assert drawn.getpixel((0, 0))[3] == 0
    assert max(level for _n, level in drawn.getchannel("A").getcolors()) == 255
    assert "启用了新的签名图片" in entries_of(made).last().sentence


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (lambda: photograph(ink=(228, 224, 216)), "看不到字迹"),
        (lambda: SimpleUploadedFile("a.png", b"\x89PNG nonsense"), "读不出来"),
        (lambda: SimpleUploadedFile("a.svg", b"<svg onload='x'/>"), "读不出来"),
        (lambda: SimpleUploadedFile("a.png", b"x" * (5 * 1024 * 1024 + 1)), "超过 5 MB"),
        (lambda: SimpleUploadedFile("a.png", b""), "请先在框里签名"),
        (lambda: None, "请先在框里签名"),
    ],
)
def test_what_is_no_signature_is_refused_with_the_remedy(clerk, upload, said):
    with pytest.raises(Refused, match=said):
        drawing.staged(upload(), by=actor_of(clerk))
    assert not Signature.objects.exists()


def test_a_new_one_ends_the_old_one_which_stays_what_was_signed_with(clerk):
    old = adopt(clerk)
    new = adopt(clerk, ink=(10, 10, 10))
    old.refresh_from_db()
    assert old.until == new.since and new.until is None
    found = signatures_at([(clerk.pk, old.since), (clerk.pk, new.since), (None, old.since)])
    assert found == {(clerk.pk, old.since): old, (clerk.pk, new.since): new}


def test_dropping_leaves_the_past_alone(clerk, director):
    made = adopt(clerk)
    with pytest.raises(Refused, match="只能由本人停用"):
        actions.drop_signature(made, by=actor_of(director))
    made.refresh_from_db()
    assert made.until is None
    ended = actions.drop_signature(made, by=actor_of(clerk))
    assert signatures_at([(clerk.pk, ended.until)]) == {}
    assert signatures_at([(clerk.pk, made.since)]) == {(clerk.pk, made.since): made}
    with pytest.raises(Refused, match="已经停用"):
        actions.drop_signature(made, by=actor_of(clerk))


def test_a_picture_somebody_else_has_staged_is_not_taken(clerk, director, system_administrator):
    staged = drawing.staged(photograph(), by=actor_of(director))
    with pytest.raises(Refused, match="已经失效"):
        actions.adopt_signature(staged, by=actor_of(clerk))
    with pytest.raises(Refused, match="没有签名"):
        drawing.staged(photograph(), by=administrator(system_administrator))
    assert not Signature.objects.exists()


def test_the_page_takes_a_drawing_and_shows_it_to_its_owner_only(clerk, director):
    browser = client_of(clerk)
    done = browser.post("/me/signature", {"picture": photograph(kind="PNG")}, follow=True)
    assert "新签名已启用" in done.text
    made = Signature.objects.get()
    shown = browser.get(f"/me/signature/{made.pk}/picture")
    assert shown["Content-Type"] == "image/png" and "sandbox" in shown["Content-Security-Policy"]
    assert client_of(director).get(f"/me/signature/{made.pk}/picture").status_code == 404
    assert client_of(director).post(f"/me/signature/{made.pk}/drop").status_code == 404
    refused = browser.post("/me/signature", {"picture": photograph(ink=(228, 224, 216))})
    assert refused.status_code == 422 and "看不到字迹" in refused.text
    assert "签名已停用" in browser.post(f"/me/signature/{made.pk}/drop", follow=True).text
