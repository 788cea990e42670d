"""Real `triangle worker` processes, and time that passes for what waits in rows."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from tests.company import Company
from tests.journeys.installation import Installation, until
from tests.journeys.server import PATIENCE
from triangle.absences.models import Absence
from triangle.core.chores import ChoreState
from triangle.handoffs.actions import offer
from triangle.handoffs.models import Handoff, Receipt
from triangle.nodes.queries import nodes_of
from triangle.notifications.outbox_models import Delivery, Outlet
from triangle.responsibilities.queries import has_duty

# A worker of its own has to load and look first, beside whatever else this machine does.
WORKER_PATIENCE = 60
CLOCK_ROWS = {Handoff: ("offered_at", "due_at"), Receipt: ("clock_at",), Absence: ("from_at", "until_at")}
POST_ROWS = {Outlet: ("free_at", "leased_until"), Delivery: ("made_at", "due_at")}
CHORE_ROWS = {ChoreState: ("due_at", "leased_until", "finished_at")}


@dataclass
class WorkerProcess:
    """One worker; it may be killed and started again."""

    folder: Path
    environ: dict[str, str]
    script: list[str] = field(default_factory=list)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, without waiting for anything it does."""
        triangle = [str(Path(sys.executable).with_name("triangle")), "worker"]
        command = [sys.executable, "-c", *self.script] if self.script else triangle
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                command, env=os.environ | self.environ, cwd=self.folder, stdout=log, stderr=log
            )

    def wait(self) -> int:
        """Wait until it ends by itself; return how."""
        assert self._process is not None
        ended = self._process.wait(timeout=WORKER_PATIENCE)
        self._process = None
        return ended

    @property
    def log(self) -> Path:
        """What it said."""
        return self.folder / "worker.log"

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int | None:
        """End it with a signal; return how it ended."""
        if self._process is None:
            return None
        self._process.send_signal(number)
        # One that does not end is not forgotten: whoever comes last kills it.
        ended = self._process.wait(timeout=PATIENCE)
        self._process = None
        return ended


def worker_of(installation: Installation, folder: Path, **environ: str) -> WorkerProcess:
    """Return a worker on the database of an installation, with which it ends at the latest."""
    worker = WorkerProcess(folder, {"TRIANGLE_DATABASE_URL": installation.url} | environ)
    installation.at_the_end.append(lambda: worker.stop(signal.SIGKILL))
    return worker


def killed(company: Company, worker: WorkerProcess) -> None:
    """Kill a worker, and wait until the database has dealt with what it was told last.

    A lease that is committed after time was put back would lie a lease ahead, and all would wait for it.
    """
    worker.stop(signal.SIGKILL)
    until(lambda: _is_at_rest(company), WORKER_PATIENCE)


def _is_at_rest(company: Company) -> bool:
    if company.service.database.is_sqlite:
        return True
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
    )
    with company.reading() as session:
        return session.scalar(others) == 0


def let_pass(company: Company, span: timedelta, *kinds: dict[type, tuple[str, ...]]) -> None:
    """Put every moment that something waits for back, as if so much time had passed."""
    with company.service.database.unit_of_work() as session:
        for noun, names in ((noun, names) for kind in kinds for noun, names in kind.items()):
            for row in session.query(noun):
                for name in names:
                    moment = getattr(row, name)
                    setattr(row, name, None if moment is None else moment - span)


def offered(company: Company, rooms: int) -> list[Handoff]:
    """Have the AR give everything in some rooms to the SR."""
    account, made = company.account(), []
    for _ in range(rooms):
        deal = company.deal(account)
        with company.reading() as session:
            given = [
                n.id for n in nodes_of(session, deal.id) if has_duty(session, n.id, company.id("ar"), "A")
            ]
        for node_id in given:
            with company.deed("ar") as deed:
                made.append(
                    offer(
                        deed,
                        node_id,
                        receiver_ids=[company.id("sr")],
                        message="",
                        kind="transfer",
                        due_at=None,
                        questions=[],
                    )
                )
    return made


def work_again(company: Company, chore: str, times: int = 2) -> None:
    """Wait until somebody has done a chore some more times."""
    for _ in range(times):
        before = _finished(company, chore)
        let_pass(company, timedelta(minutes=1), CHORE_ROWS)
        until(lambda before=before: _finished(company, chore) not in (None, before), WORKER_PATIENCE)


def _finished(company: Company, chore: str) -> datetime | None:
    with company.reading() as session:
        state: Any = session.get(ChoreState, chore)
        return None if state is None else state.finished_at
