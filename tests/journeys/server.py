"""One real `triangle serve` in a process of its own; it may be killed and started again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import requests
from prometheus_client.parser import text_string_to_metric_families

# What two busy cores may take over one step; how fast the server is, is measured in bench/.
PATIENCE = 60


class Server:
    """A server on a database; it keeps its port when it is started again."""

    def __init__(self, folder: Path, name: str, **environ: str) -> None:
        self.environ = environ
        self.log = folder / f"{name}.log"
        self.address = ""
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Start the server without waiting for it."""
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [Path(sys.executable).with_name("triangle"), "serve", "--port", str(self._port)],
                env=os.environ | self.environ,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def wait(self) -> None:
        """Wait until the server says where it listens."""
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert "listens on http" in line, self.log.read_text()
        self.address = line.split()[-1]
        self._port = int(self.address.rpartition(":")[2])

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.begin()
        self.wait()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End the server with a signal and wait for its end."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(timeout=PATIENCE)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None


def measured(server: Server) -> dict[str, float]:
    """Read what a server says of itself, by the name of the metric and the values of its labels."""
    text = requests.get(f"{server.address}/metrics", timeout=PATIENCE).text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {" ".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}
