"""What an export was narrowed by, in the language of its reader and with the names of what was chosen."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from triangle.identity.models import Person, Team
from triangle.matrix.export_words import WORDS
from triangle.matrix.scope import Scope, Wanted
from triangle.playbooks.models import Playbook


def filter_words(scope: Scope, language: str, deals: list[dict[str, Any]]) -> str:
    """Return the filters of a scope in words; deals and accounts are named when the reader sees them."""
    words, say = WORDS[language], _sayings(scope, language, deals)
    asked = ((name, getattr(scope.wanted, name)) for name in Wanted.__slots__)
    return " / ".join(
        f"{words['letter' if name == 'duty' else name]} {say[name](value) if name in say else value}"
        for name, value in asked
        if value is not None
    )


def _sayings(scope: Scope, language: str, deals: list[dict[str, Any]]) -> dict[str, Callable[[Any], str]]:
    titles = {deal["id"]: deal["title"] for deal in deals}
    accounts = {deal["account_id"]: deal["account"] for deal in deals}
    return {
        "deal": lambda number: titles.get(number, f"#{number}"),
        "account": lambda number: accounts.get(number, f"#{number}"),
        "team": lambda number: (
            scope.session.scalar(select(Team.name).where(Team.id == number)) or f"#{number}"
        ),
        "person": lambda number: (
            scope.session.scalar(select(Person.name).where(Person.id == number)) or f"#{number}"
        ),
        "playbook": lambda code: _playbook(scope, code, language),
        "state": lambda state: WORDS[language][f"state_{state}"],
    }


def _playbook(scope: Scope, code: str, language: str) -> str:
    newest = select(Playbook).where(Playbook.code == code).order_by(Playbook.version.desc()).limit(1)
    found = scope.session.scalar(newest)
    return found.name[language] if found is not None else code
