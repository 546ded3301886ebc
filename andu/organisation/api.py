"""The directory for machines: units, people and posts, as the person sees them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from andu.kit import keyset, plain
from andu.kit.request import Request
from andu.kit.verdict import Refused, no
from andu.organisation import actions, directory, queries
from andu.organisation.completeness import missing
from andu.organisation.forms import ProfileForm
from andu.organisation.models import Member

router = Router(tags=[_("通讯录")])
ORDER = ("order", "pinyin", "id")
SIZE = 100


class UnitOut(Schema):
    """A unit in the tree."""

    id: int
    code: str
    name: str
    kind: str
    parent: int | None = None


class PostOut(Schema):
    """A post; level 1 is the highest."""

    id: int
    code: str
    name: str
    level: int


class PlaceOut(Schema):
    """Where somebody works."""

    unit: int
    unit_name: str
    post: str
    duty: str
    is_main: bool


class MemberOut(Schema):
    """A colleague."""

    id: int
    code: str
    name: str
    mobile: str
    phone: str
    email: str
    places: list[PlaceOut]


class MembersOut(Schema):
    """A page of people; `next` goes into `after`."""

    items: list[MemberOut]
    next: str


class PersonOut(MemberOut):
    """A colleague with whom stands above."""

    superior: int | None = Field(None, description=_("直接上级（人员编号）"))
    leaders: list[int] = Field(description=_("分管领导（人员编号）"))


@router.get("/units", response=list[UnitOut], summary=_("部门，从上到下"))
def units(request: Request) -> Any:
    """The open ones of one's own organisation; two statements."""
    branches = queries.tree(_here(request))
    return [
        {"id": one.pk, "code": one.code, "name": one.name, "kind": one.kind,
         "parent": one.parent_id}
        for one in queries.flat(branches)
    ]  # fmt: skip


@router.get("/posts", response=list[PostOut], summary=_("岗位，级别高的在前"))
def posts(request: Request) -> Any:
    """Those of one's own organisation."""
    return queries.posts_of(_here(request))


@router.get("/members", response=MembersOut, summary=_("人员：按姓名、拼音、工号、部门查找"))
def members(request: Request, q: str = "", unit: int = 0, after: str = "") -> Any:
    """Colleagues who work here now; `unit` with those below it."""
    _here(request)
    within = get_object_or_404(queries.open_units(request.actor), pk=unit) if unit else None
    rows = queries.people(request.actor, plain.line(q)[:80], within)
    page = keyset.page(rows, ORDER, after, SIZE)
    return {"items": [_out(one) for one in page.items], "next": page.next}


@router.get("/members/{number}", response=PersonOut, summary=_("一个人：任职、联系方式、上级"))
def member(request: Request, number: int) -> Any:
    """As their page shows it."""
    _here(request)
    who = get_object_or_404(
        queries.with_places(Member.objects.visible_to(request.actor)), pk=number
    )
    main = next((place for place in who.places if place.is_main), None)
    above = directory.superior(who, main.unit) if main else None
    leaders = directory.leaders_in_charge(main.unit) if main else []
    return _out(who) | {
        "superior": above.pk if above else None, "leaders": [one.pk for one in leaders],
    }  # fmt: skip


class ProfileOut(Schema):
    """How to reach oneself, and what is still missing."""

    phone: str
    mobile: str
    email: str
    missing: list[str] = Field(description=_("还缺什么"))


class ProfileIn(Schema):
    """The whole of it; what is not said is emptied."""

    phone: str = Field("", description=_("办公电话"), max_length=40)
    mobile: str = Field("", description=_("手机"), max_length=40)
    email: str = Field("", description=_("公司邮箱"), max_length=200)


@router.get("/profile", response=ProfileOut, summary=_("我的联系方式"))
def profile(request: Request) -> Any:
    """As colleagues read it in the directory."""
    return _reached(_me(request))


@router.put("/profile", response=ProfileOut, summary=_("改写我的联系方式"))
def fill_profile(request: Request, said: ProfileIn) -> Any:
    """Checked as on the page."""
    me, form = _me(request), ProfileForm(said.dict())
    if not form.is_valid():
        words = "".join(str(one) for errors in form.errors.values() for one in errors)
        raise Refused(no(words, "invalid"))
    reach = actions.Reach(**form.cleaned_data)
    return _reached(actions.fill_profile(me, reach, by=request.actor))


def _me(request: Request) -> Member:
    _here(request)
    return get_object_or_404(Member.objects.visible_to(request.actor), pk=request.actor.member_id)


def _reached(me: Member) -> dict[str, Any]:
    return {
        "phone": me.phone, "mobile": me.mobile, "email": me.email,
        "missing": [str(one) for one in missing(me)],
    }  # fmt: skip


def _here(request: Request) -> int:
    if request.actor.member_id is None or request.actor.organisation_id is None:
        raise PermissionDenied
    return request.actor.organisation_id


def _out(who: Any) -> dict[str, Any]:
    return {
        "id": who.pk, "code": who.code, "name": who.name, "mobile": who.mobile,
        "phone": who.phone, "email": who.email,
        "places": [
            {"unit": one.unit_id, "unit_name": one.unit.name, "duty": one.duty,
             "post": one.post.name if one.post else "", "is_main": one.is_main}
            for one in who.places
        ],
    }  # fmt: skip
