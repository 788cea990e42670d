"""What it costs to tell many readers of one entry, and how long the entry is on its way."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, sleep

import orjson

from bench import servers
from bench.asked import Asked
from bench.company import Company
from bench.cores import cpu_seconds
from bench.databases import Databases
from bench.figures import percentile
from bench.keep_alive import KeepAlive
from bench.servers import Server
from bench.table import Row, number
from triangle.deals.models import deal_stream
from triangle.identity.queries import csrf_token

READERS, DEEDS, EVERY_SECONDS = 200, 200, 0.05


def deliver(company: Company, databases: Databases) -> list[Row]:
    """Do the same deeds without and with readers; the difference in CPU is what the readers cost."""
    with servers.triangle(databases.copy("live")) as server:
        begun = cpu_seconds(server.pid)
        _deeds(server, company, "alone")
        alone = cpu_seconds(server.pid) - begun
        with _readers(server, company) as process:
            begun = cpu_seconds(server.pid)
            sent = _deeds(server, company, "live")
            told, _ = process.communicate()
            together = cpu_seconds(server.pid) - begun
    waits = [came - sent[op_id] for op_id, came in orjson.loads(told) if op_id in sent]
    if len(waits) != READERS * DEEDS:
        raise SystemExit(f"{len(waits)} of {READERS * DEEDS} messages came")
    cpu_ms = 1000 * (together - alone) / len(waits)
    half, most = (number(1000 * percentile(waits, percent)) for percent in (50, 99))
    work = f"tell {READERS} readers"
    return [(databases.name, work, "one message, from request to arrival", number(cpu_ms), half, most)]


def _deeds(server: Server, company: Company, name: str) -> dict[str, float]:
    """Change one line of a checklist at a steady pace; return when each change was sent."""
    connection, sent = KeepAlive(server.port), {}
    requests = {f"{name}-{n}": _change(company, f"{name}-{n}").raw() for n in range(DEEDS)}
    due = perf_counter()
    for op_id, request in requests.items():
        due += EVERY_SECONDS
        sleep(max(0, due - perf_counter()))
        sent[op_id] = perf_counter()
        connection.ask(request)
    connection.close()
    return sent


def _change(company: Company, op_id: str) -> Asked:
    headers = (("If-Match", "*"), ("X-Op-Id", op_id))
    path = f"/api/checklist-items/{company.item}"
    return Asked("PATCH", path, company.tokens["ar"], {"note": f"确认 {op_id}"}, headers)


@contextmanager
def _readers(server: Server, company: Company) -> Iterator[subprocess.Popen[bytes]]:
    token = company.tokens["ar"]
    given = {
        "port": server.port,
        "cookie": f"triangle_session={token}",
        "csrf": csrf_token(token),
        "stream": deal_stream(company.deals[0]),
        "after": 0,
        "readers": READERS,
    }
    command = [sys.executable, "-m", "bench.http.readers"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(orjson.dumps(given) + b"\n")
        process.stdin.flush()
        if process.stdout.readline() != b"ready\n":
            raise SystemExit("the readers could not subscribe")
        yield process
