"""What the random flows are made of: people, rules, conditions; and how often which command."""

from datetime import date

from andu.engine import (
    Administrator,
    Call,
    Carry,
    Condition,
    Fill,
    FromField,
    FromMatrix,
    HandlerRule,
    HandlersChoice,
    Initiator,
    InitiatorsChoice,
    NamedPerson,
    Operator,
    Push,
    Put,
    RoleHolders,
    Someone,
    Superior,
    Superiors,
    Test,
    Type,
    UnitHead,
    Wait,
    When,
)

CODES = ("p1", "p2", "p3", "p4", "p5", "p6")
TESTS: tuple[Condition, ...] = (
    Test("f1", Type.BOOL, Operator.EQ, True),
    Test("f2", Type.BOOL, Operator.NE, True),
    Test("amount", Type.MONEY, Operator.GT, 500_000),
    Test("amount", Type.MONEY, Operator.LE, 100),
    Test("kind", Type.CHOICE, Operator.IN, ("a", "b")),
    Test("kind", Type.CHOICE, Operator.NOT_IN, ("c",)),
    Test("day", Type.DATE, Operator.GE, date(2025, 6, 1)),
    Test("tags", Type.LIST, Operator.CONTAINS, "x"),
    Test("tags", Type.LIST, Operator.LACKS, "y"),
    Test("title", Type.TEXT, Operator.STARTS, "on"),
    Test("title", Type.TEXT, Operator.EMPTY),
    Test("amount", Type.MONEY, Operator.FILLED),
    Test("rows.good", Type.BOOL, Operator.EQ, True),
)
WHENS = ((TESTS[0], "p1"), (TESTS[2], "p2"), (TESTS[4], "p5"), (TESTS[-1], "p3"))
RULES: tuple[HandlerRule, ...] = (
    *(NamedPerson(code) for code in CODES),
    *(NamedPerson(code) for code in CODES),
    RoleHolders("few"), RoleHolders("many"), RoleHolders("proxies"), Superior(1), Initiator(),
    RoleHolders("pool"),
    Superiors(2), HandlersChoice(most=3), *(When(each, NamedPerson(c)) for each, c in WHENS),
    FromField("who"), FromField("rows.who"), UnitHead(field="rows.unit"),
    FromMatrix("m", amount="amount"), InitiatorsChoice((RoleHolders("many"),), 3), Administrator(),
)  # fmt: skip
TASKS = (
    Wait(minutes=30), Wait(until="rows.day"),
    Call(flow="other", carried=(Carry(field="who", to="x"),)),
    Call(flow="other", waits=False), Push(to="erp"), Fill(puts=(Put(field="title", value="x"),)),
)  # fmt: skip
ME = Someone(100, 1000)
BOSS = 99
PEOPLE = (*(Someone(n, 10 * n) for n in range(1, 9)), ME, Someone(3, 30, on_behalf_of=50))
KINDS = {
    "act": 55, "add": 7, "remove": 3, "return": 11, "take_back": 11, "withdraw": 2, "transfer": 7,
    "claim": 4, "release": 3, "reorder": 2, "jump": 0.7,
    "time_up": 4, "report": 12, "expire": 1.5,
    "reassign": 5, "suspend": 1, "terminate": 0.15, "void": 0.15, "wrong": 4.7,
}  # fmt: skip
