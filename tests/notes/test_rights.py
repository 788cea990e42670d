"""Seats at notes end with the right to see them, also for sockets that read nothing else."""

from tests.company import Company
from tests.notes.test_processes import two_tables
from tests.notes.writers import Table, Writer
from tests.responsibilities.away import Away
from triangle.absences.actions import cancel
from triangle.absences.queries import of_person
from triangle.deals.actions import show_out


def call_off(company: Company) -> None:
    """Have the AR call their absence off."""
    with company.deed("ar") as deed:
        cancel(deed, of_person(deed.session, company.id("ar"))[0].id)


def hears(table: Table, deputy: Writer, note: int) -> list[str]:
    """Return what a seat hears of what is written now."""
    writer = table.writer("sr", note)
    writer.open()
    writer.write("classified")
    table.flush()
    table.live.rounds.follow_all()
    return [event for event, _ in deputy.listen() if event != "note.awareness"]


def test_deputys_seat_ends_with_the_absence(company: Company) -> None:
    play = Away(company)
    table = Table(company, play.deal)
    note = table.begin(title="机密")
    deputy = table.writer("other", note)
    assert deputy.open()["status"] == "ok"

    call_off(company)

    assert hears(table, deputy, note) == ["note.closed"]
    assert deputy.open()["code"] == "not_found"


def test_seat_at_another_process_ends_at_its_next_look_though_it_reads_no_deal(company: Company) -> None:
    play = Away(company)
    here, there = two_tables(company)
    here.deal = there.deal = play.deal
    note = here.begin(title="机密")
    deputy, member = there.writer("other", note), there.writer("fr", note)
    assert [deputy.open()["status"], member.open()["status"]] == ["ok", "ok"]

    call_off(company)
    with company.deed("ar") as deed:
        show_out(deed, play.deal.id, company.id("fr"))
    there.app.extensions["live"].look()

    assert hears(there, deputy, note) == ["note.closed"]
    assert "note.update" not in [event for event, _ in member.listen()]
    deputy.vanish()
    member.vanish()
    there.company.service.database.close()
