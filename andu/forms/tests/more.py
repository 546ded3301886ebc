"""A form with the other kinds of fields, for the tests."""

from andu.forms.definition import Check, Condition, Field, FormDefinition, Kind

ABROAD = Condition((Check("where", "eq", "境外"),))

TRIP = FormDefinition((
    Field(key="number", label="编号", kind=Kind.SERIAL, pattern="差〔{年}〕{序号:4} 号",
          listed=True),
    Field(key="where", label="去向", kind=Kind.CHOICE, options=("境内", "境外"), required=True),
    Field(key="passport", label="护照号", shown_if=ABROAD, required=True, unique="form"),
    Field(key="cost", label="费用", kind=Kind.MONEY, shown_if=ABROAD),
    Field(key="total", label="合计", kind=Kind.MONEY, formula="费用 + 100"),
    Field(key="reason", label="超支说明",
          required_if=Condition((Check("cost", "ge", "500000"), Check("days.days", "gt", "9")),
                                any=True)),
    Field(key="days", label="期间", kind=Kind.PERIOD, listed=True),
    Field(key="nights", label="天数", kind=Kind.NUMBER, formula="天数(期间)"),
    Field(key="at", label="出发时刻", kind=Kind.TIME),
    Field(key="needs", label="随行需要", kind=Kind.CHOICES, options=("订房", "订票", "派车"),
          max_rows=2, listed=True),
    Field(key="about", label="说明", kind=Kind.RICH),
    Field(key="phone", label="电话", kind=Kind.PHONE, default="@my_phone"),
    Field(key="post", label="岗位", default="@my_post"),
    Field(key="card", label="身份证号", kind=Kind.IDENTITY, listed=True, unique="organisation"),
    Field(key="bank", label="银行卡", kind=Kind.BANK_CARD),
    Field(key="sort", label="类别", kind=Kind.DICTIONARY, dictionary="sorts", listed=True),
    Field(key="before", label="前次出差", kind=Kind.RELATED),
    Field(key="guests", label="同行", kind=Kind.DETAIL, columns=(
        Field(key="name", label="姓名"),
        Field(key="card", label="证件", kind=Kind.IDENTITY),
        Field(key="sort", label="身份", kind=Kind.DICTIONARY, dictionary="sorts"),
    )),
))  # fmt: skip

CARD, OTHER_CARD = "11010519491231002X", "360426199101010071"
BANK = "6222021234567894"  # a made-up number with a right check digit
