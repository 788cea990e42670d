"""The door of search."""

from typing import Any

from triangle.core.web.door import Door
from triangle.core.web.replies import list_of
from triangle.core.web.service import Ask
from triangle.search import queries
from triangle.search.schemas import HitOut, SearchQuery

door = Door("search", __name__, url_prefix="/api", description="Finding what I may see.")


@door.reads("/search", out=list_of(HitOut, ready=True), query=SearchQuery)
def search(ask: Ask, q: str, kinds: list[str], limit: int) -> Any:
    """Find accounts, deals, people and nodes that I may see, the best of each kind first."""
    return {"data": queries.found(ask.session, ask.actor, q, kinds, limit)}
