"""History refuses changes by the database itself, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.company import Company
from tests.rooms.play import Play

CHANGES = [
    "UPDATE entry SET data = '{}' WHERE seq = 1",
    "UPDATE entry SET at = at WHERE seq = 1",
    "DELETE FROM entry WHERE seq = 1",
    "UPDATE responsibility SET until_at = NULL WHERE until_at IS NOT NULL",
    "UPDATE responsibility SET person_id = 1 WHERE until_at IS NOT NULL",
    "UPDATE responsibility SET person_id = 1 WHERE until_at IS NULL",
    "UPDATE responsibility SET cause = 'handoff' WHERE until_at IS NULL",
    "DELETE FROM responsibility WHERE until_at IS NOT NULL",
    "DELETE FROM responsibility WHERE until_at IS NULL",
    "UPDATE seat SET until_at = NULL WHERE until_at IS NOT NULL",
    "UPDATE seat SET person_id = 1 WHERE until_at IS NULL",
    "DELETE FROM seat",
    "UPDATE deal_seat SET until_at = NULL WHERE until_at IS NOT NULL",
    "UPDATE deal_seat SET reason = 'x' WHERE until_at IS NULL",
    "DELETE FROM deal_seat",
    "UPDATE member SET until_at = NULL WHERE until_at IS NOT NULL",
    "DELETE FROM member",
    "UPDATE playbook SET name_zh = 'x'",
    "UPDATE stage SET working_days = 1",
    "DELETE FROM node_template",
]


@pytest.mark.parametrize("change", CHANGES)
def test_history_refuses(company: Company, change: str) -> None:
    play = Play(company)
    play.account_seat("SR", "new")
    play.deal_seat("FR", "new")
    play.deal_seat("FR", "other")

    with (
        company.service.database.writer.connect() as connection,
        pytest.raises(DBAPIError, match="is history"),
    ):
        connection.execute(text(change))
