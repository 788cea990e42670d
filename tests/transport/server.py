"""A server of the test app in a process of its own, and its figures.

TRANSPORT_APP_FLAGS=--stock runs the same tests against the stock stack, to see which of its faults they find.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from tests.transport.wire import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
LINUX = sys.platform == "linux"
MIB = 1024 * 1024
COMMAND = [sys.executable, "-m", "gevent.monkey", "--module", "tests.transport.served"]
FLAGS = os.environ.get("TRANSPORT_APP_FLAGS", "").split()


class Server:
    """A running server."""

    def __init__(self, log: Path, **options: Any) -> None:
        self.log = log
        with log.open("w") as errors:
            self._process = subprocess.Popen(
                [*COMMAND, *FLAGS, "--options", json.dumps(options)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.close()
        assert line, log.read_text()
        self.port = int(line)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def figures(self) -> dict[str, Any]:
        """Ask the server what it holds."""
        return dict(requests.get(f"{self.address}/figures", timeout=PATIENCE).json())

    def post(self, path: str, **wish: Any) -> None:
        """Ask the server to do something."""
        answer = requests.post(f"{self.address}{path}", json=wish, timeout=PATIENCE)
        assert answer.ok, answer.text

    def until(self, holds: Callable[[dict[str, Any]], bool], patience: float = PATIENCE) -> dict[str, Any]:
        """Wait until the figures are as wished, and return them."""
        end = time.monotonic() + patience
        while not holds(figures := self.figures()):
            assert time.monotonic() < end, figures
            time.sleep(0.05)
        return figures

    def is_up(self) -> bool:
        """Tell whether the process lives."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait(timeout=PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()
