"""Somebody who asks for the views of the matrix."""

from typing import Any

from flask.testing import FlaskClient

from tests.matrix.reckoning import Reckoning
from tests.matrix.worlds import RandomCompany


class Reader:
    """One person with a browser, and what they may see by brute force."""

    def __init__(self, company: RandomCompany, told: Reckoning, name: str) -> None:
        self.company, self.told, self.name = company, told, name
        self.client: FlaskClient = company.client(name)
        self.seen = told.readable(company.id(name))

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """Ask for something that anybody may ask for."""
        answer = self.client.get(f"/api{path}", query_string=query)
        assert answer.status_code == 200, (self.name, path, query, answer.text)
        self.names_nothing_foreign(answer.text, path)
        return dict(answer.get_json())

    def pages(self, path: str, **query: Any) -> tuple[list[Any], dict[str, Any]]:
        """Read all pages of something; return the rows, and the first page."""
        first = page = self.get(path, limit=50, **query)
        rows = list(page["data"])
        while page["next"] is not None:
            page = self.get(path, limit=50, after=page["next"], **query)
            rows += page["data"]
        return rows, first

    def names_nothing_foreign(self, text: str, where: str) -> None:
        """Refuse a text in which a deal or account is named that its reader may not see."""
        told, mine = self.told, {self.told.deals[ident].account_id for ident in self.seen}
        foreign = {deal.title for deal in told.deals.values() if deal.id not in self.seen}
        foreign |= {account.name for account in told.accounts.values() if account.id not in mine}
        assert not {name for name in foreign if name in text}, (self.name, where)
