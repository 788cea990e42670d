"""What people were told, as the tests read it."""

from tests.company import Company
from triangle.notifications.models import Notification
from triangle.notifications.outbox_models import Delivery


def told(company: Company, name: str) -> list[tuple[str, str, bool]]:
    """Return what somebody was told: kind, type and whether it is done with, in order."""
    with company.reading() as session:
        query = session.query(Notification).filter_by(person_id=company.id(name)).order_by(Notification.id)
        return [(each.kind, each.type, each.done_at is not None) for each in query]


def statuses(company: Company) -> list[str]:
    """Return how everything in the outbox stands, in order."""
    with company.reading() as session:
        return [each.status for each in session.query(Delivery).order_by(Delivery.id)]
