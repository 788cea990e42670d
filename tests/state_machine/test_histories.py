"""Random histories keep every law.

`TRIANGLE_TEST_EXAMPLES=500 pytest tests/state_machine --timeout 0` looks for new ones and shortens one.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.databases import POSTGRESQL
from tests.state_machine.machine import Histories

EXAMPLES = os.environ.get("TRIANGLE_TEST_EXAMPLES")

TestHistories = Histories.TestCase
# One test of more than a thousand deeds, each of which is checked by every law.
TestHistories.pytestmark = [pytest.mark.timeout(600)]
TestHistories.settings = settings(
    max_examples=int(EXAMPLES or (6 if POSTGRESQL else 30)),
    stateful_step_count=40,
    # The same histories in each run, so that it fails for who broke it; the long search is by choice.
    derandomize=EXAMPLES is None,
    phases=[Phase.generate] if EXAMPLES is None else [Phase.generate, Phase.shrink],
    report_multiple_bugs=False,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
