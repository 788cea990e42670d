"""The heads that are told again and again, so that an entry that was silently lost is found."""

from flask import Flask

from tests.company import Company
from tests.rooms.play import Play
from triangle.activity.live import Live


def test_heads_name_what_a_reader_never_heard(app: Flask, company: Company) -> None:
    play, browser = Play(company), company.client("ar")
    auth = {"csrf": browser.environ_base["HTTP_X_CSRF_TOKEN"], "protocol": 1}
    socket = app.extensions["socketio"].test_client(app, flask_test_client=browser, auth=auth)
    stream = f"deal:{play.deal.id}"
    socket.emit("subscribe", {"stream": stream, "epoch": 1, "after": 1}, callback=True)
    # As when this process died between the commit and the push, and another socket took its place.
    company.service.database.on_commit = lambda messages: None
    play.start("ar", "KD1.1")
    live: Live = app.extensions["live"]

    live.beat()

    heard = [event for event in socket.get_received() if event["name"] != "hello"]
    assert [(event["name"], event["args"]) for event in heard] == [("heads", [{stream: 2}])]
    socket.disconnect()
