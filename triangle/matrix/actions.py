"""What the matrix notes of its readers."""

from triangle.core.deed import Deed
from triangle.core.policy import require
from triangle.matrix.models import Visit


def visit(deed: Deed) -> Visit:
    """Note that somebody looks at the overview; no business fact, so no entry tells of it."""
    require(deed.actor, "visit", Visit)
    known = deed.session.get(Visit, deed.actor.id)
    if known is None:
        known = Visit(person_id=deed.actor.id, at=deed.at, before=None)
        deed.session.add(known)
    known.go_on(deed.at)
    return known
