"""All that can be said about the code without running it; `make check ONLY=mypy` runs one part."""

import sys

from tools.steps import Step, choose, npm, run_all

STEPS = [
    Step("ruff check", ["ruff", "check", "."]),
    Step("ruff format", ["ruff", "format", "--check", "."]),
    Step("mypy", ["mypy"]),
    Step("floors and stair", ["lint-imports", "--no-logo"]),
    Step("house tests", ["pytest", "tests/house", "-q"]),
    npm("lint"),
    npm("typecheck"),
    npm("api:check"),
    npm("budget"),
]

if __name__ == "__main__":
    sys.exit(0 if run_all(choose(STEPS, sys.argv[1:])) else 1)
