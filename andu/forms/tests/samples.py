"""Forms the tests fill in."""

from decimal import Decimal

from andu.forms.definition import Field, FormDefinition, Kind

ITEMS = Field(
    key="items", label="明细", kind=Kind.DETAIL, max_rows=20,
    columns=(
        Field(key="what", label="名称", required=True),
        Field(key="count", label="数量", kind=Kind.NUMBER, summed=True),
        Field(key="price", label="单价", kind=Kind.MONEY),
        Field(key="cost", label="小计", kind=Kind.MONEY, formula="数量 * 单价", summed=True),
        Field(key="keeper", label="保管人", kind=Kind.PERSON),
    ),
)  # fmt: skip

PURCHASE = FormDefinition((
    Field(key="reason", label="事由", kind=Kind.LONG_TEXT, required=True, wide=True),
    Field(key="title", label="标题", required=True, listed=True),
    Field(key="amount", label="预算", kind=Kind.MONEY, listed=True, minimum=Decimal(0)),
    Field(key="people", label="人数", kind=Kind.NUMBER, unit="人", maximum=Decimal(500)),
    Field(key="rate", label="比例", kind=Kind.NUMBER, decimals=2),
    Field(key="since", label="开始", kind=Kind.DATE, listed=True),
    Field(key="until", label="结束", kind=Kind.DATE),
    Field(key="days", label="天数合计", kind=Kind.NUMBER, formula="天数(开始, 结束)", unit="天"),
    Field(key="sort", label="类型", kind=Kind.CHOICE, options=("货物", "服务"), listed=True),
    Field(key="owner", label="经办人", kind=Kind.PERSON, listed=True, default="@me"),
    Field(key="unit", label="使用部门", kind=Kind.UNIT, listed=True),
    Field(key="papers", label="材料", kind=Kind.ATTACHMENT, max_rows=5),
    ITEMS,
    Field(key="total", label="合计", kind=Kind.MONEY, sum_of="items.cost", listed=True),
))  # fmt: skip
