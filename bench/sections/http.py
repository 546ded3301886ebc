"""A real server over HTTP on the durable PostgreSQL: pages, and the API with a token."""

from bench.measuring import Bench, Row
from bench.sections.scripts import figures_of

PORT = 8231


def run(bench: Bench) -> list[Row]:
    url = bench.cluster.make("c_http", "house")
    try:
        words = ["--port", str(PORT), "--rounds", str(bench.rounds), "--database", url]
        return figures_of(bench, "bench.pages", *words)
    finally:
        bench.cluster.drop("c_http")
