"""Puts the house together: the only file that knows every feature's doors, sockets and listeners."""

from pathlib import Path

from flask import Flask, Response, jsonify
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix

from triangle.accounts import policy as accounts_policy
from triangle.accounts import views as accounts_views
from triangle.activity import views as activity_views
from triangle.activity.sockets import LiveStreams
from triangle.config import Config
from triangle.core.clock import Clock, SystemClock
from triangle.core.db import Database
from triangle.core.transport.server import SocketIO
from triangle.core.web.headers import add_headers
from triangle.core.web.openapi import describe_api
from triangle.core.web.pages import serve_pages
from triangle.core.web.problems import register_problems
from triangle.core.web.service import Service
from triangle.core.working_calendar import calendar_of
from triangle.deals import policy as deals_policy
from triangle.deals import views as deals_views
from triangle.gates import views as gates_views
from triangle.handoffs import policy as handoffs_policy
from triangle.handoffs import views as handoffs_views
from triangle.handoffs.following import follow_lower_deeds
from triangle.identity import policy as identity_policy
from triangle.identity import session_views
from triangle.identity import views as identity_views
from triangle.identity.authentication import authenticate
from triangle.nodes import views as nodes_views
from triangle.playbooks import policy as playbooks_policy
from triangle.playbooks import views as playbooks_views
from triangle.responsibilities import policy as responsibilities_policy
from triangle.responsibilities import views as responsibilities_views
from triangle.rooms import views as rooms_views
from triangle.search import views as search_views
from triangle.search.indexing import follow_names

LARGEST_BODY = 1024 * 1024

DOORS = [
    session_views.door,
    identity_views.door,
    accounts_views.door,
    playbooks_views.door,
    deals_views.door,
    rooms_views.door,
    responsibilities_views.door,
    nodes_views.door,
    gates_views.door,
    handoffs_views.door,
    activity_views.door,
    search_views.door,
]
# Rules are written when these are imported; the tuple keeps the imports from looking unused.
POLICIES = (
    identity_policy,
    accounts_policy,
    playbooks_policy,
    deals_policy,
    responsibilities_policy,
    handoffs_policy,
)


def create_app(config: Config, *, clock: Clock | None = None) -> Flask:
    """Build the app of one installation: its doors, its sockets and who listens to what."""
    app = Flask("triangle", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies
        )
    here = Service(
        config, Database(config.database_url), clock or SystemClock(), calendar_of(config), authenticate
    )
    app.extensions["triangle"] = here
    register_problems(app)
    add_headers(app, behind_tls=config.is_behind_tls)
    app.extensions["openapi"] = describe_api(app, DOORS)
    _tell_health(app, here)
    serve_pages(app, Path(config.static_folder or Path(__file__).with_name("static")))
    follow_lower_deeds()
    follow_names()
    _go_live(app, here)
    return app


def _go_live(app: Flask, here: Service) -> None:
    socketio = SocketIO(
        app,
        async_handlers=False,
        cors_allowed_origins=list(here.config.origins),
        max_http_buffer_size=LARGEST_BODY,
        manage_session=False,
    )
    live = LiveStreams(socketio, here)
    here.database.on_commit = live.send
    app.extensions["live"] = live


def _tell_health(app: Flask, here: Service) -> None:
    @app.get("/live")
    def live() -> Response:
        return jsonify(status="ok")

    @app.get("/ready")
    def ready() -> Response:
        with here.database.reading() as session:
            session.execute(text("SELECT 1"))
        return jsonify(status="ok")
