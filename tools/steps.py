"""Run named commands one after the other, however they end, and sum up at the end."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
FRONTEND = ROOT / "frontend"
# The commands of this environment come first, also when it was not activated.
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Step:
    """One command; a variable given as None in `env` is taken away from the command's environment."""

    name: str
    command: Sequence[str]
    folder: Path = ROOT
    env: Mapping[str, str | None] = field(default_factory=dict)

    def run(self) -> bool:
        """Run the command with its output in full view and tell whether it succeeded."""
        path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        environ: dict[str, str | None] = {**os.environ, "PATH": path, **self.env}
        given = {name: value for name, value in environ.items() if value is not None}
        try:
            return subprocess.run(self.command, cwd=self.folder, env=given, check=False).returncode == 0
        except OSError as error:
            print(f"{self.command[0]}: {error.strerror}; run `make setup`")
            return False


@dataclass(frozen=True)
class Skip:
    """Something that this machine cannot run, why not, and the command that enables it if there is one."""

    name: str
    reason: str
    enable: str = ""


def npm(script: str, **env: str | None) -> Step:
    """Make the step that runs one script of the front end's package.json."""
    return Step(f"npm run {script}", ["npm", "run", "--silent", script], FRONTEND, env)


def run_all(steps: Sequence[Step]) -> bool:
    """Run every step, print how each one ended, and tell whether all of them succeeded."""
    lines = []
    for step in steps:
        print(f"\n==> {step.name}", flush=True)
        start = time.monotonic()
        verdict = "ok    " if step.run() else "FAILED"
        lines.append(f"  {verdict} {time.monotonic() - start:6.1f} s  {step.name}")
    print("\n" + "\n".join(lines), flush=True)
    return not any("FAILED" in line for line in lines)


def choose(steps: Sequence[Step], words: Sequence[str]) -> list[Step]:
    """Keep the steps whose names contain one of the words, or all of them when there is no word."""
    chosen = [step for step in steps if not words or any(word in step.name for word in words)]
    if not chosen:
        sys.exit(f"No such step; there are: {', '.join(step.name for step in steps)}")
    return chosen
