from andu.search.highlighting import excerpt, marked


def shown(parts):
    return "".join(f"[{part.text}]" if part.hit else part.text for part in parts)


def test_hits_are_marked_in_the_text_as_written():
    assert shown(marked("用ＷＰＳ 打开，wps", ["wps"])) == "用[ＷＰＳ] 打开，[wps]"
    assert shown(marked("老 旧小区", ["老旧", "旧小"])) == "[老 旧小]区"
    assert shown(marked("𠮷林路", ["𠮷"])) == "[𠮷]林路"
    assert shown(marked("没有", ["x"])) == "没有"
    assert marked("", ["x"]) == []


def test_markup_in_a_title_stays_text():
    assert [part.text for part in marked("<b>请示</b>", ["请示"])] == ["<b>", "请示", "</b>"]


def test_an_excerpt_is_cut_around_the_first_hit():
    said = shown(excerpt("前" * 200 + "中心" + "后" * 200, ["中心"]))
    assert said.startswith("…前")
    assert "[中心]后" in said
    assert said.endswith("后…")
    assert len(said) < 130
    assert excerpt("前" * 200, ["中心"]) == []
