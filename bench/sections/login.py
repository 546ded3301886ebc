"""Signing in: CPU of the password and of the whole action; how many a core takes in a second."""

from bench.measuring import Bench, Row


def run(bench: Bench) -> list[Row]:
    found = bench.asked(bench.child("house", label="login"), "other", what="login",
                        seconds=bench.seconds * 2)  # fmt: skip
    return [{"name": "sign-in", **found}] if found else []
