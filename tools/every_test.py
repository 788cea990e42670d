"""Every test that this machine can run; what it cannot run is listed with the way to enable it."""

import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from tools.steps import Skip, Step, npm, run_all

DATABASE = "TRIANGLE_TEST_DATABASE_URL"
REDIS = "TRIANGLE_TEST_REDIS_URL"
CHROMIUM = "TRIANGLE_CHROMIUM"
NGINX = "nginx"

ENABLE = {
    DATABASE: Skip(
        "the same tests on PostgreSQL",
        f"{DATABASE} is not set",
        f"createdb triangle_test; {DATABASE}=postgresql+psycopg://USER@127.0.0.1/triangle_test make test",
    ),
    REDIS: Skip(
        "tests of several processes", f"{REDIS} is not set", f"{REDIS}=redis://127.0.0.1:6379/15 make test"
    ),
    CHROMIUM: Skip(
        "browser journeys",
        "no Chromium found",
        f"apt install chromium, or {CHROMIUM}=/path/to/chrome make test",
    ),
    NGINX: Skip(
        "the deployment behind nginx", "nginx is not installed", "apt install nginx-light; make test"
    ),
}

# Tests start servers of their own: more workers than this would only wait for each other.
WORKERS = str(min(4, os.cpu_count() or 1))
# What has no database is the same on both.
WITHOUT_DATABASE = ("bench", "house", "transport")


def pytest_steps(results: Path) -> list[Step]:
    """Plan the server's tests: on SQLite, and the same again on PostgreSQL where there is one."""

    def pytest(name: str, *options: str, **env: str | None) -> Step:
        report = results / f"{name}.xml"
        command = ["pytest", "-q", "-n", WORKERS, "--dist", "loadfile", f"--junit-xml={report}", *options]
        return Step(f"pytest on {name}", command, env=env)

    steps = [pytest("SQLite", **{DATABASE: None})]
    if os.environ.get(DATABASE):
        steps.append(pytest("PostgreSQL", *[f"--ignore=tests/{room}" for room in WITHOUT_DATABASE]))
    return steps


def find_chromium() -> str | None:
    """Find the browser for the journeys: the one that was named, else the first one installed."""
    names = [os.environ.get(CHROMIUM) or "", "chromium", "chromium-browser", "google-chrome"]
    return next((path for path in map(shutil.which, filter(None, names)) if path), None)


def find_nginx() -> str | None:
    """Find nginx, which Debian keeps out of the path of ordinary users."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


def missing_services(chromium: str | None) -> list[Skip]:
    """List what is not there, with the command that brings it in."""
    found = {
        DATABASE: os.environ.get(DATABASE),
        REDIS: os.environ.get(REDIS),
        CHROMIUM: chromium,
        NGINX: find_nginx(),
    }
    return [skip for name, skip in ENABLE.items() if not found[name]]


def failures(results: Path) -> list[str]:
    """Name every test that failed, with its run and the beginning of what it said, from pytest's reports."""
    lines = []
    for report in sorted(results.glob("*.xml")):
        # The file was written by our own pytest a moment ago.
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314
            for bad in (*case.iter("failure"), *case.iter("error")):
                said = " ".join((bad.get("message") or "").split())[:300]
                lines.append(f"{report.stem}: {case.get('classname')}::{case.get('name')}: {said}")
    return lines


def skipped_in_every_run(results: Path) -> list[Skip]:
    """List the single tests that ran in no run, gathered by reason, from pytest's reports."""
    skipped: dict[str, str] = {}
    ran: set[str] = set()
    for report in sorted(results.glob("*.xml")):
        # The file was written by our own pytest a moment ago.
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314
            name = f"{case.get('classname')}::{case.get('name')}"
            skips = [skip for skip in case.iter("skipped") if skip.get("type") == "pytest.skip"]
            if skips:
                skipped[name] = skips[0].get("message", "")
            else:
                ran.add(name)
    reasons = Counter(reason for name, reason in skipped.items() if name not in ran)
    return [Skip(f"{count} tests", reason) for reason, count in sorted(reasons.items())]


def main() -> int:
    """Run the tests and return the exit status; with TRIANGLE_CI set, a skipped test is a failure."""
    chromium = find_chromium()
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder)
        steps = [*pytest_steps(results), npm("test")]
        if chromium:
            steps.append(npm("journeys", **{CHROMIUM: chromium}))
        passed = run_all(steps)
        failed = failures(results)
        skips = missing_services(chromium) + skipped_in_every_run(results)
    for line in failed:
        print(f"  failed            {line}")
    for skip in skips:
        print(f"  skipped           {skip.name}: {skip.reason}")
        if skip.enable:
            print(f"         to enable: {skip.enable}")
    if skips and os.environ.get("TRIANGLE_CI"):
        print("\nNothing may be skipped here: TRIANGLE_CI is set.")
        return 1
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
