"""How the pages of a matter know the list somebody came from (`?from=`)."""

from andu.portal.queries.beside import found_beside
from andu.todo.beside import find_by

find_by(found_beside)
