"""Browser tabs without a network: sockets of people in the app under test."""

from typing import Any

from tests.company import Company


class Tab:
    """One socket of a person."""

    def __init__(self, company: Company, name: str) -> None:
        browser = company.client(name)
        auth = {"csrf": browser.environ_base["HTTP_X_CSRF_TOKEN"], "protocol": 1}
        app = company.app
        self.socket = app.extensions["socketio"].test_client(app, flask_test_client=browser, auth=auth)
        self.heard()

    def read(self, stream: str, after: int = 1) -> Any:
        """Subscribe to a stream."""
        return self.call("subscribe", {"stream": stream, "epoch": 1, "after": after})

    def call(self, event: str, wish: Any) -> Any:
        """Send an event and return the answer."""
        return self.socket.emit(event, wish, callback=True)

    def heard(self) -> list[tuple[str, Any]]:
        """Return what came since this was asked the last time."""
        return [(said["name"], said["args"][0]) for said in self.socket.get_received()]

    def close(self) -> None:
        """Close the tab."""
        self.socket.disconnect()
