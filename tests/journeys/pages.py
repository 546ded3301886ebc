"""The pages of the office as its people open them: for the looking matrix and the checker."""

from dataclasses import dataclass

from playwright.sync_api import Page

from andu.config.tests.server import ROOT
from tests.journeys import editing
from tests.journeys.people import Person
from tests.journeys.serving import Seated

CLERK, HEAD, LEADER, KEEPER = "方亦舒", "罗曼青", "沈知远", "陈砚秋"
SYSTEM, SECURITY, AUDIT = "系统管理员", "安全管理员", "审计管理员"
STRANGER = "来人"  # nobody signed in
EVERYBODY = ["/", "/todo", "/todo/unread", "/todo/done", "/todo/mine", "/start", "/me"]
PATHS = {
    CLERK: [
        *EVERYBODY, "/todo/drafts", "/start/bx", "/start/qj", "/search?q=小区",
        "/search?q=没有这件", "/org", "/me/profile", "/me/security", "/me/password", "/me/phrases",
        "/me/signature", "/me/desk", "/me/keys", "/me/tokens", "/me/tokens/guide", "/keys",
        "/downloads", "/verify", "/nowhere", "/admin/roles",
    ],
    HEAD: [
        *EVERYBODY, "/me/delegate", "/me/notices", "/me/notices/settings", "/me/display",
        "/unit",
    ],
    LEADER: [*EVERYBODY, "/unit", "/stats/late"],
    KEEPER: [
        "/admin/processes", "/admin/processes/new", "/admin/processes/bx/fields",
        "/admin/processes/cg/steps", "/admin/dict", "/admin/delegations",
        "/admin/handover", "/admin/handover/new", "/admin/phrases",
        "/admin/authority", "/admin/authority/buying", "/admin/authority/buying/versions",
        "/admin/authority/buying/import", "/admin/authority/buying/settings",
        "/admin/authority/buying/try?category=询价&amount=20万",
        "/admin/issuers", "/admin/issuers/new", "/gongwen/numbers",
        "/admin/processes/cg/check", "/me/responsibility", "/upkeep", "/upkeep/running",
        "/upkeep/flows/bx", "/upkeep/flows/bx/analysis", "/upkeep/flows/yc/analysis",
        "/admin/processes/bx/schedules", "/admin/processes/qs/schedules/new",
    ],
    SYSTEM: [
        "/", "/admin/org", "/admin/org/gaps", "/admin/org/groups", "/admin/org/import",
        "/admin/org/members/new", "/admin/org/posts", "/admin/org/slips", "/admin/users",
        "/admin/users/new", "/admin/workdays", "/admin/desk", "/admin/look",
        "/admin/webhooks",
    ],
    SECURITY: ["/admin/roles", "/admin/settings"],
    AUDIT: ["/admin/logins", "/admin/audit", "/admin/audit/verify"],
    STRANGER: ["/login", "/activate", "/verify"],
}  # fmt: skip
MAIN = {  # looked at in the dark on a phone, too
    "/", "/todo", "/todo/mine", "/start", "/start/bx", "/search?q=小区", "/org", "/unit",
    "/me/notices", "/me/tokens", "/login", "/admin/look", "/admin/users",
}  # fmt: skip
FOREIGN = ROOT / "andu/workflow/bpmn/tests/drawings/tools/flowable.bpmn20.xml"
LISTS = {HEAD: "/todo", LEADER: "/todo", CLERK: "/todo/mine"}
PARTS = ["", "/diagram", "/print"]
FURTHER = {  # the first link of a list, by a part of it; on that page the first with the next part
    KEEPER: [
        ("/admin/processes/qs/schedules", "/schedules/", "/occasions/"),
        ("/upkeep/running?step=等到", "/w/"),
        ("/gongwen/numbers", "/gongwen/numbers/"),
        ("/upkeep/running?step=等到", "/upkeep/running/"),
    ],
    SYSTEM: [("/admin/org", "/admin/org/members/"), ("/admin/users", "/admin/users/")],
    SECURITY: [("/admin/roles", "/admin/roles/"), ("/admin/settings", "/admin/settings/")],
    CLERK: [("/org", "/org/members/")],
}


@dataclass(frozen=True)
class Sight:
    """A page, or a dialog on it, that somebody has in front of them."""

    person: str
    path: str
    dialog: str = ""

    @property
    def is_main(self) -> bool:
        """Whether much of the day is spent there: the main pages, and what lies in an inbox."""
        return self.path in MAIN or self.path.removeprefix("/w/").isdigit()

    @property
    def name(self) -> str:
        """As the name of a file."""
        path = "".join(sign if sign.isalnum() else "-" for sign in self.path.strip("/"))
        return "-".join(filter(None, [self.person, path or "desk", self.dialog]))


def walk(seated: Seated) -> list[Sight]:
    """Every page; matters and their dialogs as the lists offer them today."""
    sights = [Sight(person, path) for person, paths in PATHS.items() for path in paths]
    sights += [Sight(KEEPER, path) for path in _foreign(at(seated, KEEPER))]
    for person in (*FURTHER, *(name for name in LISTS if name not in FURTHER)):
        at_desk = at(seated, person)
        sights += [Sight(person, path) for path in _further(at_desk)]
        if person in LISTS:
            sights += _matters(at_desk, LISTS[person])
    seated.leave()
    return sights


def at(seated: Seated, name: str) -> Person:
    """Somebody in front of a browser, signed in unless they are a stranger."""
    if name != STRANGER:
        return seated(name)
    stranger = seated.office.person("")
    seated.people.append(stranger)
    return stranger


def _foreign(person: Person) -> list[str]:
    """A drawing of another maker, looked at, and adopted: what is left to complete of it."""
    for key, is_adopted in (("seen", False), ("taken", True)):
        page = editing.begin(person, f"外来流程（{key}）", key, "办公室")
        page.goto(f"/admin/processes/{key}/upload")
        page.locator("input[type=file]").set_input_files(FOREIGN)
        person.click("上传并查看")
        page.get_by_text("这里会执行").wait_for()
        if is_adopted:
            person.click("采用为草稿")
            page.wait_for_url("**/steps")
    shown = ("seen/upload", "taken/steps", "taken/check")
    return [f"/admin/processes/{path}" for path in shown]


def _further(person: Person) -> list[str]:
    return [path for start, *parts in FURTHER.get(person.name, [])
            for path in _chain(person, start, parts)]  # fmt: skip


def _chain(person: Person, path: str, parts: list[str]) -> list[str]:
    found: list[str] = []
    for part in parts:
        links = person.go(found[-1] if found else path).locator(f"main a[href*='{part}']")
        asked = "all => all.map(link => link.getAttribute('href').split('?')[0])"
        addresses = links.evaluate_all(asked)
        numbered = [one for one in addresses if one.rstrip("/").rsplit("/", 1)[-1].isdigit()]
        if not numbered:
            break
        found.append(numbered[0])
    return found


def _matters(person: Person, path: str) -> list[Sight]:
    rows = person.go(path).locator("#rows a.row")
    rows.first.wait_for()
    addresses = [
        str(rows.nth(number).get_attribute("href")).split("?")[0]
        for number in range(min(rows.count(), 2))
    ]
    sights = [Sight(person.name, f"{address}{part}") for address in addresses for part in PARTS]
    for address in addresses[:1]:
        page = person.go(address)
        page.wait_for_load_state("networkidle")
        offered = page.locator(".crumbbar .menu [hx-get]").evaluate_all(
            "all => all.map(verb => verb.getAttribute('hx-get'))"
        )
        verbs = list(dict.fromkeys(str(verb).split("?")[0] for verb in offered))
        sights += [Sight(person.name, address, verb.rsplit("/", 1)[-1]) for verb in verbs]
    return sights


def open_(page: Page, sight: Sight) -> None:
    """Go there, and wait until nothing more comes."""
    page.goto(sight.path)
    page.wait_for_load_state("networkidle")
    if sight.dialog:
        verb = page.locator(f".crumbbar .menu [hx-get$='/{sight.dialog}']").first
        verb.dispatch_event("click")  # the menu itself may be shut
        page.locator("dialog[open]").wait_for()
