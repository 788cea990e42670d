"""Puts the house together: the only file that knows every feature's doors, sockets and listeners."""

import logging
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_socketio import ConnectionRefusedError
from werkzeug.middleware.proxy_fix import ProxyFix

from triangle.absences import policy as absences_policy
from triangle.absences import views as absences_views
from triangle.accounts import policy as accounts_policy
from triangle.accounts import views as accounts_views
from triangle.activity import views as activity_views
from triangle.activity.checkpoint_mail import mailing_round
from triangle.activity.live import Live
from triangle.activity.sockets import StreamDoor
from triangle.channels.catalog import Channels
from triangle.channels.mail import Mailer
from triangle.channels.posting import Poster
from triangle.config import Config
from triangle.core.clock import Clock, SystemClock
from triangle.core.db import Database
from triangle.core.idempotency import forget_answers
from triangle.core.transport.server import SocketIO
from triangle.core.web.framework import PlainFlask
from triangle.core.web.headers import add_headers
from triangle.core.web.health import tell_health
from triangle.core.web.openapi import describe_api
from triangle.core.web.pages import serve_pages
from triangle.core.web.problems import register_problems
from triangle.core.web.requests import follow_requests
from triangle.core.web.service import Service
from triangle.core.working_calendar import calendar_of
from triangle.deals import policy as deals_policy
from triangle.deals import views as deals_views
from triangle.deals.presence import Presence
from triangle.deals.sockets import PresenceDoor
from triangle.feeds import policy as feeds_policy
from triangle.feeds import views as feeds_views
from triangle.gates import policy as gates_policy
from triangle.gates import views as gates_views
from triangle.handoffs import policy as handoffs_policy
from triangle.handoffs import views as handoffs_views
from triangle.handoffs.chores import Clocks
from triangle.handoffs.following import follow_lower_deeds
from triangle.handoffs.loops import tell_of_loops
from triangle.health import policy as health_policy
from triangle.health import views as health_views
from triangle.identity import policy as identity_policy
from triangle.identity import session_views
from triangle.identity import views as identity_views
from triangle.identity.authentication import authenticate
from triangle.ledger import signing_round
from triangle.matrix import policy as matrix_policy
from triangle.matrix import rule_views
from triangle.matrix import views as matrix_views
from triangle.matrix.weekly import Weekly
from triangle.nodes import views as nodes_views
from triangle.nodes.queries import is_node_of
from triangle.notes import policy as notes_policy
from triangle.notes import views as notes_views
from triangle.notes.models import NoteWritten
from triangle.notes.sockets import LiveNotes
from triangle.notifications import confirm_views
from triangle.notifications import policy as notifications_policy
from triangle.notifications import views as notifications_views
from triangle.notifications.backlog import backlog
from triangle.notifications.following import follow_deeds
from triangle.notifications.rounds import Post, next_delivery
from triangle.playbooks import policy as playbooks_policy
from triangle.playbooks import views as playbooks_views
from triangle.promises import policy as promises_policy
from triangle.promises import views as promises_views
from triangle.responsibilities import policy as responsibilities_policy
from triangle.responsibilities import views as responsibilities_views
from triangle.rooms import views as rooms_views
from triangle.search import views as search_views
from triangle.search.indexing import follow_names
from triangle.search.note_words import READ_EVERY_SECONDS, read_notes
from triangle.search.unread_notes import LatelyRead, is_any_unread
from triangle.worker import Worker

POST_EVERY_SECONDS = 1
LARGEST_BODY = 1024 * 1024
TIDY_SECONDS = 3600
# A reminder comes within the working minute.
CLOCK_SECONDS = 15
MAIL_SECONDS = 300
WEEKLY_SECONDS = 60
# Fewer than the database has connections: however many clients come back at once, requests find one.
SOCKETS_AT_WORK = 12
# Below a warning python-socketio tells of every single message.
socket_log = logging.getLogger("triangle.sockets")
socket_log.setLevel(logging.WARNING)

DOORS = [
    session_views.door,
    identity_views.door,
    accounts_views.door,
    absences_views.door,
    playbooks_views.door,
    deals_views.door,
    rooms_views.door,
    responsibilities_views.door,
    nodes_views.door,
    promises_views.door,
    gates_views.door,
    feeds_views.door,
    handoffs_views.door,
    notes_views.door,
    notifications_views.door,
    activity_views.door,
    health_views.door,
    matrix_views.door,
    rule_views.door,
    search_views.door,
]
# Rules are written when these are imported; the tuple keeps the imports from looking unused.
POLICIES = (
    identity_policy,
    accounts_policy,
    absences_policy,
    playbooks_policy,
    deals_policy,
    responsibilities_policy,
    promises_policy,
    handoffs_policy,
    gates_policy,
    feeds_policy,
    notes_policy,
    notifications_policy,
    health_policy,
    matrix_policy,
)


def create_app(config: Config, *, clock: Clock | None = None) -> Flask:
    """Build the app of one installation: its doors, its sockets and who listens to what."""
    app = PlainFlask("triangle", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    here = Service(
        config, Database(config.database_url), clock or SystemClock(), calendar_of(config), authenticate
    )
    app.extensions["triangle"] = here
    here.metrics.connections = here.database.connections_in_use
    here.metrics.backlog = partial(backlog, here.database, here.clock)
    follow_requests(app, here)
    register_problems(app)
    add_headers(app, behind_tls=config.is_behind_tls)
    app.extensions["openapi"] = describe_api(app, DOORS)
    here.parts["channels"] = Channels(
        Poster(config.receivers_inside), Mailer(config.mail_url, config.mail_from)
    )
    confirm_views.serve_answers(app, here)
    tell_health(app, here)
    serve_pages(app, Path(config.static_folder or Path(__file__).with_name("static")))
    listen_to_deeds()
    _go_live(app, here)
    app.extensions["worker"] = _worker(here)
    if config.proxies:
        # Last, so outermost: sockets see the forwarded address as well.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies
        )
    return app


def listen_to_deeds() -> None:
    """Have every feature hear of the deeds below it, whether people, chores or the demo do them."""
    follow_lower_deeds()
    tell_of_loops()
    follow_names()
    follow_deeds()


def _worker(here: Service) -> Worker:
    """Tell the worker every chore of the features."""
    worker = Worker(here)
    worker.register("handoff.clocks", CLOCK_SECONDS, Clocks(here.calendar).work)
    post = Post(
        here.database,
        notifications_views.channels_of(here),
        here.clock,
        here.config.link_origin,
        here.metrics.message,
    )
    worker.register(
        "notifications.post", POST_EVERY_SECONDS, lambda _, now: post.work(now), next_at=next_delivery
    )
    worker.register("matrix.weekly", WEEKLY_SECONDS, Weekly(here.database, here.calendar, here.config).work)
    lately = LatelyRead()
    worker.register(
        "search.notes",
        READ_EVERY_SECONDS,
        lambda _, now: read_notes(here.database, now, lately),
        is_wanted=lambda session, now: is_any_unread(session, now, lately),
    )
    worker.register("idempotency.forget", TIDY_SECONDS, forget_answers)
    config = here.config
    folder = Path(config.checkpoint_folder) if config.checkpoint_folder else config.data_folder
    signing = signing_round(here.database, config.signing_folder, folder)
    worker.register("ledger.checkpoint", config.checkpoint_hours * 3600, signing)
    if config.checkpoint_mail:
        mailer = Mailer(config.mail_url, config.mail_from)
        worker.register("ledger.mail", MAIL_SECONDS, mailing_round(mailer, config.checkpoint_mail))
    return worker


def _go_live(app: Flask, here: Service) -> None:
    socketio = SocketIO(
        app,
        async_handlers=False,
        cors_allowed_origins=list(here.config.origins),
        origin_required=True,
        most_at_work=SOCKETS_AT_WORK,
        max_http_buffer_size=LARGEST_BODY,
        manage_session=False,
        logger=socket_log,
        engineio_logger=socket_log,
    )
    socketio.on_error_default(_refuse)
    live = Live(socketio, here)
    StreamDoor(socketio, here, live)
    presence = Presence(here.database, live)
    PresenceDoor(socketio, here, live, presence, is_node_of)
    notes = LiveNotes(socketio, here, live)
    app.extensions["presence"], app.extensions["notes"] = presence, notes
    app.extensions["loops"] = [presence.work_forever, *notes.loops()]
    here.database.on_commit = lambda messages: _tell_all(messages, live, notes)
    app.extensions["live"] = live
    here.metrics.figures = socketio.figures
    here.metrics.redis_silence = lambda: live.hints.silent_for


def _tell_all(messages: list[Any], live: Live, notes: LiveNotes) -> None:
    live.send([message for message in messages if not isinstance(message, NoteWritten)])
    notes.hear(messages)


def _refuse(error: Exception) -> dict[str, str]:
    """Answer an event that failed, so that the client tries again; a connection is refused for now."""
    socket_log.error("an event failed", exc_info=error)
    if request.event["message"] == "connect":  # type: ignore[attr-defined]
        raise ConnectionRefusedError("unavailable") from error
    return {"status": "error", "code": "unavailable"}
