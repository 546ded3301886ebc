"""Programs read what their person keeps; others find nothing."""

from andu.api.tests.programs import program


def test_a_program_reads_the_matrices_its_person_keeps(publish, keeper):
    publish()
    said = program(keeper).ask("authority")["items"]
    assert [(each["key"], each["current"], each["closed"]) for each in said] == [
        ("funds", 1, False)
    ]
    version = program(keeper).ask("authority/funds/versions/1")
    assert (version["regulation"], version["publisher"]) == ("资金管理办法", "周牧野")
    first = version["rows"][0]
    assert (first["category"], first["low"], first["high"]) == ("办公费", None, 5_000_000)
    assert (first["countersign"], first["final"]) == ("", "岗位：科长")


def test_others_find_no_matrix(publish, clerk):
    publish()
    assert program(clerk).ask("authority")["items"] == []
    assert program(clerk).get("/api/authority/funds/versions/1").status_code == 404
    assert program(clerk).get("/api/authority/funds/versions/9").status_code == 404
