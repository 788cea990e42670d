"""The door behind a personal link: a GET shows, a POST answers once, and neither signs anybody in."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, Response, render_template_string, request
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from triangle.core.deed import Deed
from triangle.core.errors import Problem, Unavailable
from triangle.core.web.headers import nonce
from triangle.core.web.service import Service
from triangle.handoffs import actions as handoffs
from triangle.handoffs.models import Handoff
from triangle.handoffs.schemas import ReturnBody
from triangle.identity.authentication import refuse_foreign_origin
from triangle.identity.models import Person
from triangle.notifications.confirm_page import PAGE, WORDS, codes
from triangle.notifications.links import link_of
from triangle.notifications.outbox_models import AnswerLink


def serve_answers(app: Flask, here: Service) -> None:
    """Add the page of personal links."""

    @app.get("/answer/<token>")
    def show_answer(token: str) -> Response:
        with here.database.reading() as session:
            link = _link(session, token, here.clock.now())
            return _gone() if link is None else _page(session, link)

    @app.post("/answer/<token>")
    def answer(token: str) -> Response:
        refuse_foreign_origin(request, here)
        try:
            with here.database.unit_of_work() as session:
                link = _link(session, token, here.clock.now(), lock=True)
                if link is None:
                    return _gone()
                said = _answer(here, session, link)
                link.used_at = here.clock.now()
                return _page(session, link, said=said)
        except ValidationError:
            return _again(here, token, "unclear", 422)
        except Unavailable:
            raise
        except Problem as problem:
            said = "answered" if problem.code == "handoff_answered" else "refused"
            return _again(here, token, said, problem.status)


def _link(session: Session, token: str, at: datetime, *, lock: bool = False) -> AnswerLink | None:
    link = link_of(session, token, lock=lock)
    return link if link is not None and link.is_live(at) else None


def _answer(here: Service, session: Session, link: AnswerLink) -> str:
    """Do what the form says as the person of the link, by the same deeds as everywhere else."""
    deed = Deed(session, link.person, here.clock, here.calendar)
    if request.form.get("answer") == "accept":
        handoffs.accept(deed, link.handoff_id, open_items=[])
        return "accepted"
    why = ReturnBody().load({name: request.form.get(name, "") for name in ("reason_code", "reason")})
    handoffs.return_(deed, link.handoff_id, **why)
    return "returned"


def _again(here: Service, token: str, said: str, status: int) -> Response:
    with here.database.reading() as session:
        link = _link(session, token, here.clock.now())
        return _gone() if link is None else _page(session, link, said=said, status=status)


def _page(session: Session, link: AnswerLink, *, said: str = "", status: int = 200) -> Response:
    handoff, person = session.get_one(Handoff, link.handoff_id), link.person
    words = WORDS[person.language]
    names = [session.get_one(Person, r.receiver_id).name for r in handoff.receipts if r.status != "withdrawn"]
    waits = handoff.is_open and not said.startswith(("accepted", "returned"))
    known: dict[str, Any] = {
        "heading": f"{handoff.node.code} {handoff.node.name[person.language]}",
        "said": words[said] if said else "" if waits else words["answered"],
        "handoff": handoff,
        "is_open": waits and link.used_at is None,
        "giver": session.get_one(Person, handoff.giver_id).name,
        "receivers": "、".join(names) if person.language == "zh" else ", ".join(names),
        "account": handoff.node.deal.account.name,
        "deal": handoff.node.deal.title,
        "due": f"{handoff.due_at.astimezone(ZoneInfo(person.time_zone)):%Y-%m-%d %H:%M}",
        "promises": len(handoff.package["promises"]),
        "person": person.name,
    }
    return _render(person.language, status, **known)


def _gone() -> Response:
    # Whoever holds a dead link is nobody in particular: the language is the browser's.
    language = request.accept_languages.best_match(["zh", "en"]) or "zh"
    words = WORDS[language]
    return _render(language, 410, heading=words["title"], said=words["gone"])


def _render(language: str, status: int, **known: Any) -> Response:
    html = render_template_string(
        PAGE, language=language, w=WORDS[language], nonce=nonce(), codes=codes(language), **known
    )
    response = Response(html, status=status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response
