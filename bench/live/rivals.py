"""Whose servers are measured, and why one of them is not."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from bench.servers import Server, python, served
from tools.steps import BIN, ROOT

FOLDER = ROOT / "bench" / "peers"
EVENT_BYTES = 450
OURS = "triangle.core.transport.server"
NODE, FLOOR = "Node, socket.io", "bare send()"


def _event() -> bytes:
    entry = {
        "stream": "deal:42",
        "seq": 1742,
        "type": "handoff.accepted",
        "actor": 17,
        "at": "2026-11-24T09:30:00.000000Z",
        "op_id": "c1c0a6d1-6a1f-4f0e-9a94-6b2f1ad2a4a3",
        "data": {"id": 311, "node_id": 1201, "message": ""},
    }
    entry["data"]["message"] = "m" * (EVENT_BYTES - len(MESSAGE % orjson.dumps(entry)))
    return orjson.dumps(entry)


MESSAGE = b'42["entry",%b]'
EVENT = _event()


@dataclass(frozen=True, slots=True)
class Rival:
    """A server that emits the event to all its sockets when one of them says `shout`."""

    name: str
    command: list[str]

    @contextmanager
    def serve(self) -> Iterator[Server]:
        """Serve until the block ends."""
        with served(self.command, given=EVENT) as server:
            yield server


def rivals() -> tuple[list[Rival], list[str]]:
    """Return those who can be measured here, and a sentence about everybody who cannot."""
    found = [
        Rival(NODE, [node(), str(FOLDER / "node.js")]),
        Rival("stock Flask-SocketIO", python("bench.peers.flask_app", "flask_socketio")),
        Rival("ours", python("bench.peers.flask_app", OURS)),
        Rival(FLOOR, python("bench.peers.bare")),
    ]
    missing = {NODE: why_no_packages(FOLDER)}
    found = [rival for rival in found if not missing.get(rival.name)]
    return found, [f"{name} is left out: {why}." for name, why in missing.items() if why]


def node() -> str:
    """Return where Node itself is: the command may be a script, and the CPU clock of its child another."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    asked = ["node", "-p", "process.execPath"]
    try:
        return subprocess.run(
            asked, env=os.environ | {"PATH": path}, capture_output=True, check=True, text=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "node"


def why_no_packages(folder: Path) -> str:
    """Install a folder's Node packages; say why that cannot be done, if it cannot."""
    stamp = folder.relative_to(ROOT) / "node_modules" / ".stamp"
    # Its progress is for whoever waits; stdout holds the result.
    done = subprocess.run(["make", "--silent", str(stamp)], cwd=ROOT, stdout=2, check=False)
    return "its packages could not be installed" if done.returncode else ""
