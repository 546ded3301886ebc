"""Conditions of other makers as ours: comparisons of a variable with a value, and, or, not.

JUEL (Camunda 7, Flowable, Activiti), FEEL (Camunda 8), and the same written bare by a clerk. A
variable stands for the form field of that name; nothing is evaluated here.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from andu.engine.conditions import AllOf, AnyOf, Condition, Not, Operator, Test, Type, Value
from andu.workflow.bpmn.foreign.tokens import END, Token, Unfit, tokens, wrapped

DEEPEST = 30
COMPARED = {
    "==": Operator.EQ, "=": Operator.EQ, "eq": Operator.EQ, "!=": Operator.NE, "≠": Operator.NE,
    "ne": Operator.NE, "<": Operator.LT, "lt": Operator.LT, "<=": Operator.LE, "le": Operator.LE,
    "≤": Operator.LE, ">": Operator.GT, "gt": Operator.GT, ">=": Operator.GE, "ge": Operator.GE,
    "≥": Operator.GE,
}  # fmt: skip
TURNED = {
    Operator.LT: Operator.GT, Operator.LE: Operator.GE, Operator.GT: Operator.LT,
    Operator.GE: Operator.LE,
}  # fmt: skip
DENIED = {
    Operator.EQ: Operator.NE, Operator.IN: Operator.NOT_IN, Operator.EMPTY: Operator.FILLED,
    Operator.CONTAINS: Operator.LACKS,
}  # fmt: skip
DENIED |= {other: one for one, other in DENIED.items()}
AND = {"&&", "and", "且", "并且"}  # noqa: chinese
OR = {"||", "or", "或", "或者"}  # noqa: chinese
METHODS = {
    "equals": (Type.TEXT, Operator.EQ), "contains": (Type.TEXT, Operator.CONTAINS),
    "startsWith": (Type.TEXT, Operator.STARTS),
}  # fmt: skip
FUNCTIONS = {
    "contains": (Type.TEXT, Operator.CONTAINS), "starts with": (Type.TEXT, Operator.STARTS),
    "list contains": (Type.LIST, Operator.CONTAINS),
}  # fmt: skip
NULL = Token("name", "null")


def condition_in(text: str, bare: bool = False) -> Condition:
    """The condition an expression states; `bare` also takes one without ${…} or "=". Raises Unfit
    with the reason."""
    inside, language = wrapped(text)
    if not language and not bare:
        raise Unfit(_("不是 ${…} 或 = 开头的表达式"))
    parser = _Parser(tokens(inside))
    found = parser.either(0)
    if parser.next is not END:
        raise Unfit(_("不认识“{part}”").format(part=parser.next.text[:20]))
    return found


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens, self.at = found, 0

    @property
    def next(self) -> Token:
        return self.ahead(0)

    def ahead(self, count: int) -> Token:
        return self.tokens[self.at + count] if self.at + count < len(self.tokens) else END

    def take(self) -> Token:
        found, self.at = self.next, self.at + 1
        return found

    def comes(self, *texts: str) -> bool:
        """Take these signs or names if they come now."""
        here = [self.ahead(at) for at in range(len(texts))]
        if [each.text for each in here] != list(texts) or any(e.kind == "text" for e in here):
            return False
        self.at += len(texts)
        return True

    def need(self, sign: str) -> None:
        if not self.comes(sign):
            said = self.next.text[:20] or _("结尾")
            raise Unfit(_("在“{part}”处少了“{sign}”").format(part=said, sign=sign))

    def is_one_of(self, words: set[str]) -> bool:
        if self.next.kind != "text" and self.next.text in words:
            self.at += 1
            return True
        return False

    def either(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise Unfit(_("表达式套得太深"))
        parts = [self.all(depth)]
        while self.is_one_of(OR):
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def all(self, depth: int) -> Condition:
        parts = [self.one(depth)]
        while self.is_one_of(AND):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def one(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise Unfit(_("表达式套得太深"))
        if self.is_one_of({"!", "not"}):
            return denied(self.one(depth + 1))
        if self.comes("("):
            found = self.either(depth + 1)
            self.need(")")
            return found
        if self.comes("empty"):
            return Test(self.variable(), Type.TEXT, Operator.EMPTY)
        return self.called() or self.compared()

    def called(self) -> Condition | None:
        """A function or a method that says yes or no."""
        for name, (type_, operator) in FUNCTIONS.items():
            if self.comes(*name.split(), "("):
                field = self.variable()
                self.need(",")
                return self._closed(Test(field, type_, operator, self.text()))
        name, _dot, method = self.next.text.rpartition(".")
        if self.next.kind == "name" and method in METHODS and self.ahead(1).text == "(":
            self.at += 2
            type_, operator = METHODS[method]
            return self._closed(Test(_field(name), type_, operator, self.text()))
        if self.next.kind == "text" and [self.ahead(n).text for n in (1, 2, 3)] == [
            ".", "equals", "("
        ]:  # fmt: skip
            value = self.take().text
            self.at += 3
            return self._closed(Test(self.variable(), Type.TEXT, Operator.EQ, value))
        return None

    def _closed(self, test: Test) -> Test:
        self.need(")")
        return test

    def compared(self) -> Condition:
        left = self.operand()
        if isinstance(left, str) and self.comes("in"):
            return self.among(left)
        if isinstance(left, str) and self.comes("between"):
            return self.between(left)
        operator = COMPARED.get(self.next.text) if self.next.kind != "text" else None
        if isinstance(left, str):
            return self.against(left, operator)
        if operator is None:
            raise Unfit(_("只有一个值，没有比较"))
        self.take()
        right = self.operand()
        if not isinstance(right, str):
            raise Unfit(_("两边都是固定的值"))
        return tested(right, TURNED.get(operator, operator), left)

    def against(self, field: str, operator: Operator | None) -> Test:
        """A variable compared with a value; alone it asks for yes."""
        if operator is None:
            return Test(field, Type.BOOL, Operator.EQ, True)
        self.take()
        return tested(field, operator, self.value())

    def among(self, field: str) -> Condition:
        closing = ")" if self.comes("(") else "]"
        if closing == "]":
            self.need("[")
        values = [self.text()]
        while self.comes(","):
            values.append(self.text())
        self.need(closing)
        return Test(field, Type.TEXT, Operator.IN, tuple(values))

    def between(self, field: str) -> Condition:
        low = self.value()
        self.need("and")
        bounds = (tested(field, Operator.GE, low), tested(field, Operator.LE, self.value()))
        return AllOf(bounds)

    def value(self) -> "tuple[Type, Value] | None":
        found = self.operand()
        if isinstance(found, str):
            raise Unfit(_("两边都是变量"))
        return found

    def operand(self) -> "str | tuple[Type, Value] | None":
        """A variable by name, a value with its type, or None for null. Raises Unfit."""
        sign = "-" if self.comes("-") else ""
        token = self.take()
        if token.kind == "number":
            number = sign + token.text
            found = Decimal(number) if "." in number else int(number)
            return self._alone((Type.NUMBER, found))
        if token.kind == "text":
            return self._alone((Type.TEXT, token.text))
        if token.kind == "name" and token.text in {"true", "false"}:
            return (Type.BOOL, token.text == "true")
        if token == NULL:
            return None
        if token.text == "@" or (token.text == "date" and self.comes("(")):
            return (Type.DATE, self.date(is_called=token.text == "date"))
        if token is END:
            raise Unfit(_("没有写完"))
        if token.kind != "name":
            raise Unfit(_("不认识“{part}”").format(part=token.text[:20]))
        if self.next.text == "(" and self.next.kind == "sign":
            raise Unfit(_("调用了“{name}”").format(name=token.text[:40]))
        field = _field(token.text)
        return self._alone(field)

    def _alone(self, found: "str | tuple[Type, Value]") -> "str | tuple[Type, Value]":
        if self.next.kind == "sign" and self.next.text in set("+-*/%"):
            raise Unfit(_("要计算（{sign}）").format(sign=self.next.text))
        return found

    def date(self, is_called: bool) -> date:
        text = self.text()
        if is_called:
            self.need(")")
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unfit(_("“{text}”不是日期").format(text=text[:20])) from None

    def variable(self) -> str:
        token = self.take()
        if token.kind != "name":
            raise Unfit(_("少了变量名"))
        return _field(token.text)

    def text(self) -> str:
        token = self.take()
        if token.kind != "text":
            raise Unfit(_("这里要写引号里的文字"))
        return token.text


def _field(name: str) -> str:
    if "." in name:
        raise Unfit(_("“{name}”取的是对象的属性").format(name=name[:40]))
    return name


def tested(field: str, operator: Operator, value: tuple[Type, Value] | None) -> Test:
    """A comparison, where it makes sense for what it compares with. Raises Unfit."""
    is_same = operator in {Operator.EQ, Operator.NE}
    if value is None:
        if not is_same:
            raise Unfit(_("与空值比大小"))
        known = Operator.EMPTY if operator is Operator.EQ else Operator.FILLED
        return Test(field, Type.TEXT, known)
    type_, known_value = value
    if type_ in {Type.TEXT, Type.BOOL} and not is_same:
        raise Unfit(_("文字不能比大小"))
    return Test(field, type_, operator, known_value)


def denied(condition: Condition) -> Condition:
    """The opposite, as one comparison where there is one that means the same."""
    if isinstance(condition, Test) and condition.operator in DENIED:
        return Test(condition.field, condition.type, DENIED[condition.operator], condition.value)
    return condition.part if isinstance(condition, Not) else Not(condition)
