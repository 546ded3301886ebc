"""A page of results among 100,000 matters, on PostgreSQL: common, rare and missing words, asked by
somebody who sees much, little and nothing."""

from bench.measuring import Bench, Row
from bench.sections.scripts import figures_of

MATTERS = 100_000


def run(bench: Bench) -> list[Row]:
    url = bench.cluster.make("c_search", "house")
    try:
        words = ["--matters", str(MATTERS), "--rounds", str(bench.rounds)]
        return figures_of(bench, "bench.search", *words, url=url)
    finally:
        bench.cluster.drop("c_search")
