"""What is measured is the worker's own question, answered from its index."""

from sqlalchemy import text

from tests.company import Company


def test_the_worker_asks_an_index_of_what_waits(company: Company) -> None:
    with company.reading() as session:
        if session.get_bind().dialect.name == "sqlite":
            question = "SELECT id FROM receipt WHERE clock_at IS NOT NULL AND clock_at <= '2026-03-02'"
            plan = str(session.execute(text(f"EXPLAIN QUERY PLAN {question}")).all())
        else:
            question = "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_receipt_clock'"
            plan = str(session.execute(text(question)).all())

    assert "ix_receipt_clock" in plan
