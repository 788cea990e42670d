"""What is due, as an iCalendar file (RFC 5545)."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from triangle.feeds.queries import Due

KIND = "text/calendar"
REFRESH = timedelta(hours=1)
WORDS = {
    "zh": {
        "name": "Triangle 待办",
        "node": "节点到期",
        "condition": "附带条件到期",
        "promise": "承诺到期",
        "handoff": "交接待答复",
    },
    "en": {
        "name": "Triangle: due",
        "node": "Node due",
        "condition": "Condition due",
        "promise": "Promise due",
        "handoff": "Hand-off to answer",
    },
}


def calendar(found: list[Due], *, language: str, time_zone: str, origin: str, at: datetime) -> bytes:
    """Write what is due: days as whole days wherever the reader is, moments in UTC."""
    words = WORDS[language]
    book = Calendar()
    book.add("prodid", "-//Triangle//Triangle//EN")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", words["name"])
    book.add("x-wr-timezone", time_zone)
    book.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    book.add("x-published-ttl", "PT1H")
    for due in found:
        book.add_component(_event(due, words, language, origin, at))
    return bytes(book.to_ical())


def _event(due: Due, words: dict[str, str], language: str, origin: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{due.kind}-{due.id}@{urlsplit(origin).hostname or 'triangle'}")
    event.add("dtstamp", at)
    # A day ends where the next begins; a moment is a point, which calendars show as a short line.
    lasts = timedelta(minutes=15) if isinstance(due.when, datetime) else timedelta(days=1)
    event.add("dtstart", due.when)
    event.add("dtend", due.when + lasts)
    event.add("summary", f"{words[due.kind]}: {due.title[language]}")
    event.add("description", f"{due.account} · {due.deal}")
    event.add("url", f"{origin}{due.path}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
