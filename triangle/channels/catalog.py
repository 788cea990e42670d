"""The channels there are: how each sends, how often it may, and what its addresses look like."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from triangle.channels import bots
from triangle.channels.addresses import read_place
from triangle.channels.mail import Mailer
from triangle.channels.message import Message, Refused, Target
from triangle.channels.posting import Poster
from triangle.channels.webhook import send_webhook

Send = Callable[[Poster, Target, Message, datetime], None]
PERSONAL = ("mail", "feishu", "wecom", "dingtalk", "slack", "webhook")
SHORTEST_SECRET = 16
BOTS: dict[str, tuple[Send, tuple[str, ...]]] = {
    "feishu": (bots.send_feishu, bots.FEISHU),
    "wecom": (bots.send_wecom, bots.WECOM),
    "dingtalk": (bots.send_dingtalk, bots.DINGTALK),
    "slack": (bots.send_slack, bots.SLACK),
    "webhook": (send_webhook, ()),
}
# Below what the services allow a bot: Feishu 100 a minute, WeCom and DingTalk 20, Slack one a second.
# A person's mailbox gets one mail in half a minute; what comes meanwhile goes with the next.
GAPS = {
    "mail": timedelta(seconds=30),
    "feishu": timedelta(seconds=1),
    "wecom": timedelta(seconds=4),
    "dingtalk": timedelta(seconds=4),
    "slack": timedelta(seconds=1.5),
    "webhook": timedelta(0),
}


@dataclass(frozen=True, slots=True)
class Channels:
    """Every way of this installation to reach somebody outside of its own pages."""

    poster: Poster = field(default_factory=Poster)
    mailer: Mailer = field(default_factory=Mailer)

    def usable(self) -> list[str]:
        """Return the channels that can be used here."""
        return [name for name in PERSONAL if name != "mail" or self.mailer.is_set]

    def send(self, target: Target, message: Message, now: datetime) -> None:
        """Send a message, or raise what came of it."""
        if target.channel == "mail":
            self.mailer.send(target, message, now)
            return
        send, _ = BOTS[target.channel]
        send(self.poster, target, message, now)

    def lane(self, channel: str, url: str, secret: str) -> str:
        """Return what an outlet's receiver shares with others; refuse an address that cannot be sent to."""
        if channel == "mail":
            return "mail"
        place = read_place(url, self.poster.inside, BOTS[channel][1])
        if channel == "webhook" and len(secret) < SHORTEST_SECRET:
            raise Refused(f"a secret of at least {SHORTEST_SECRET} characters")
        return place.name
