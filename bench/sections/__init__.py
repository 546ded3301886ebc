"""The parts of a run, by the name `--only` knows, in the order they run."""

from bench.sections import (
    batch,
    definition,
    history,
    http,
    importing,
    login,
    search,
    sidebyside,
    sqlite,
    todo,
    writers,
)

SECTIONS = {
    "sidebyside": sidebyside.run,
    "definition": definition.run,
    "history": history.run,
    "todo": todo.run,
    "batch": batch.run,
    "writers": writers.run,
    "sqlite": sqlite.run,
    "http": http.run,
    "login": login.run,
    "search": search.run,
    "import": importing.run,
}
