"""The files of `deploy/`, filled in by their own script and started here: nginx and two processes."""

import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.house.sources import ROOT

PATIENCE = 60
DEPLOY = ROOT / "deploy"


class Site:
    """One installation as an operator sets it up: TLS in front, two processes, PostgreSQL and Redis."""

    def __init__(self, folder: Path, database_url: str, redis_url: str) -> None:
        self.folder = folder
        self.http, self.https, *self.ports = free_ports(4)
        self.origin = f"https://localhost:{self.https}"
        self.certificate = write_certificate(folder)
        self.static = folder / "static"
        (self.static / "assets").mkdir(parents=True)
        (self.static / "assets" / "app-1.js").write_text("let a = 1;" * 500)
        self._values = {
            "SERVER_NAME": "localhost",
            "ORIGIN": self.origin,
            "ADDRESSES": "127.0.0.1",
            "HTTP_PORT": self.http,
            "HTTPS_PORT": self.https,
            "CERTIFICATE": self.certificate,
            "CERTIFICATE_KEY": folder / "key.pem",
            "PORTS": " ".join(map(str, self.ports)),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "BIN": Path(sys.executable).parent,
            "CHECKOUT": ROOT,
            "STATIC": self.static,
            "ETC": folder / "etc",
            "NGINX_USER": pwd.getpwuid(os.getuid()).pw_name,
            "NGINX_ETC": "/etc/nginx",
            "NGINX_STATE": folder,
            "NGINX_LOG": folder,
            "NGINX_PID": folder / "nginx.pid",
        }
        self.processes: dict[int, subprocess.Popen[bytes]] = {}
        self._nginx: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Fill the files in, start everything at once and wait until nginx reaches each process."""
        site = self.folder / "site"
        site.write_text("".join(f"{name}={value}\n" for name, value in self._values.items()))
        subprocess.run(["sh", DEPLOY / "render.sh", site, self.folder / "etc"], check=True)
        for port in self.ports:
            self.start_process(port)
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        config = self.folder / "etc" / "nginx.conf"
        with (self.folder / "nginx.out").open("wb") as out:
            self._nginx = subprocess.Popen(
                [nginx, "-c", config, "-e", self.folder / "early.log", "-g", "daemon off;"], stderr=out
            )
        for port in self.ports:
            self._wait(lambda port=port: requests.get(f"http://127.0.0.1:{port}/ready", timeout=5).ok)
        self._wait(lambda: self.get("/ready").ok)

    def start_process(self, port: int) -> None:
        """Start the process of a port with the command and the environment of its systemd unit."""
        unit = (self.folder / "etc" / "triangle@.service").read_text().replace("%i", str(port))
        told = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line)
        settings = Path(told["EnvironmentFile"]).read_text().splitlines()
        given = dict(line.split("=", 1) for line in settings if "=" in line and not line.startswith("#"))
        with (self.folder / f"{port}.log").open("ab") as log:
            self.processes[port] = subprocess.Popen(
                shlex.split(told["ExecStart"]),
                env=os.environ | given,
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )

    def ensure_process(self, port: int) -> None:
        """Start the process of a port again unless it still runs."""
        if self.processes[port].poll() is not None:
            self.start_process(port)
        self._wait(lambda: requests.get(f"http://127.0.0.1:{port}/ready", timeout=5).ok)

    def kill_process(self, port: int) -> None:
        """Kill the process of a port with no time to say a word."""
        self.processes[port].send_signal(signal.SIGKILL)
        self.processes[port].wait()

    def get(self, path: str, headers: dict[str, str] | None = None) -> requests.Response:
        """Ask nginx for an address."""
        return requests.get(
            self.origin + path, headers=headers, verify=str(self.certificate), timeout=PATIENCE
        )

    def stop(self) -> None:
        """Stop everything, nginx first."""
        running = [self._nginx, *self.processes.values()]
        for process in filter(None, running):
            process.terminate()
        for process in filter(None, running):
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _wait(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(requests.RequestException):
                if condition():
                    return
            ended = [each.args for each in (self._nginx, *self.processes.values()) if each and each.poll()]
            assert not ended, self.logs()
            assert time.monotonic() < until, self.logs()
            time.sleep(0.1)

    def logs(self) -> str:
        """Return what everything has written, to be read when a test fails."""
        names = ("nginx.out", "early.log", "error.log", *(f"{port}.log" for port in self.ports))
        files = [self.folder / name for name in names]
        return "\n".join(f"--- {file.name}\n{file.read_text()[-3000:]}" for file in files if file.is_file())


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    made = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in made]
    for each in made:
        each.close()
    return ports


def write_certificate(folder: Path) -> Path:
    """Write a certificate for localhost, signed by itself, and its key; return where the certificate is."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    no_password = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, no_password))
    file = folder / "certificate.pem"
    file.write_bytes(certificate.public_bytes(pem))
    return file
