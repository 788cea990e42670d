"""The official JavaScript client of Socket.IO works with this server as it is."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.transport.server import ROOT, Server

OPTIONS = {"ping_interval": 0.3, "ping_timeout": 5}
SCRIPT = Path(__file__).with_name("official_client.cjs")
TRIED = re.findall(r'^  async "?([a-z ]+)"?\(\) \{', SCRIPT.read_text("utf-8"), re.M)
NODE = shutil.which("node") or shutil.which("node", path=str(ROOT / ".venv" / "bin"))

pytestmark = [
    pytest.mark.skipif(NODE is None, reason="no Node found: `make setup` brings one in"),
    pytest.mark.skipif(
        not (ROOT / "frontend" / "node_modules" / "socket.io-client").is_dir(),
        reason="socket.io-client is not installed: `make setup` brings it in",
    ),
]


@pytest.fixture(scope="module")
def errors(server: Server) -> dict[str, str | None]:
    """What went wrong in each thing that the client tried."""
    run = subprocess.run(
        [str(NODE), SCRIPT, server.address], capture_output=True, text=True, timeout=100, check=False
    )
    assert run.returncode == 0, run.stderr
    return {line["name"]: line["error"] for line in map(json.loads, run.stdout.splitlines())}


@pytest.mark.parametrize("name", TRIED)
def test_the_official_client(errors: dict[str, str | None], name: str) -> None:
    assert errors[name] is None


def test_everything_was_tried(errors: dict[str, str | None]) -> None:
    assert list(errors) == TRIED
    assert len(TRIED) > 10
