"""One story for each entry type: what was before stands before the `yield`, what is told after it."""

from collections.abc import Callable, Iterator

from tests.contract.scene import Scene
from tests.notes.writers import Table
from triangle.deals.models import Deal

Story = Callable[[Scene], Iterator[None]]
DEAL_STREAMS = ("deal", "account")
HANDOFF_STREAMS = ("deal", "user")

STORIES: dict[tuple[str, str], Story] = {}
# Nothing was there to be read before these, so they are told a second time: doubles must be harmless.
TOLD_TWICE = ("deal.opened", "account.created")


def of(entry_type: str, *kinds: str) -> Callable[[Story], Story]:
    """Decorate the story of an entry type in streams of some kinds."""

    def write(story: Story) -> Story:
        for kind in kinds:
            STORIES[kind, entry_type] = story
        return story

    return write


@of("deal.opened", *DEAL_STREAMS)
@of("account.created", "account")
def begin(scene: Scene) -> Iterator[None]:
    """The account was added and the room opened."""
    yield


@of("account.edited", "account")
def edit_account(scene: Scene) -> Iterator[None]:
    """The account gets another name and industry."""
    yield
    scene.do("ar", "PATCH", f"/accounts/{scene.account}", name="华光集团", industry="能源")


@of("account.removed", "account")
def take_account_back(scene: Scene) -> Iterator[None]:
    """An account that a file added is taken back before anybody used it."""
    rows = [{"line": 2, "name": "导入的客户"}]
    scene.account = scene.do("ar", "POST", "/accounts/import", rows=rows)[0]["account_id"]
    yield
    scene.do("ar", "POST", "/accounts/import/undo", account_ids=[scene.account])


@of("contact.added", "account")
def add_contact(scene: Scene) -> Iterator[None]:
    """A contact is added; the entry names nobody."""
    yield
    scene.do("sr", "POST", f"/accounts/{scene.account}/contacts", name="李总", phone="13800000000")


@of("contact.edited", "account")
def edit_contact(scene: Scene) -> Iterator[None]:
    """A contact changes."""
    contact = scene.do("ar", "POST", f"/accounts/{scene.account}/contacts", name="李总")["id"]
    yield
    scene.do("ar", "PATCH", f"/contacts/{contact}", title="总经理", influence="decider")


@of("contact.removed", "account")
def remove_contact(scene: Scene) -> Iterator[None]:
    """A contact leaves."""
    contact = scene.do("ar", "POST", f"/accounts/{scene.account}/contacts", name="李总")["id"]
    yield
    scene.do("ar", "DELETE", f"/contacts/{contact}")


@of("seat.assigned", *DEAL_STREAMS)
def assign_seats(scene: Scene) -> Iterator[None]:
    """One person leaves the account, and another joins one deal only."""
    yield
    path = f"/accounts/{scene.account}/seats"
    scene.do("ar", "PUT", f"{path}/SR", person_id=scene.company.id("new"), reason="调岗")
    scene.do("ar", "PUT", f"{path}/FR", person_id=None, reason="离职")
    deal_path = f"/deals/{scene.deal}/seats"
    scene.do("ar", "PUT", f"{deal_path}/SV", person_id=scene.company.id("other"), reason="驻场")


@of("deal.edited", *DEAL_STREAMS)
def edit_deal(scene: Scene) -> Iterator[None]:
    """The deal grows and gets a date."""
    yield
    scene.do(
        "ar", "PATCH", f"/deals/{scene.deal}", amount=12_800_000.5, closes_on="2026-06-30", title="云平台二期"
    )


@of("deal.won", *DEAL_STREAMS)
def win_deal(scene: Scene) -> Iterator[None]:
    """The deal is won; what was offered goes on to wait."""
    scene.offer(1, ["sr"])
    yield
    scene.do("ar", "POST", f"/deals/{scene.deal}/win")


@of("deal.lost", *DEAL_STREAMS)
def lose_deal(scene: Scene) -> Iterator[None]:
    """The deal is lost, and what was offered is withdrawn with it."""
    scene.offer(1, ["sr"])
    yield
    scene.do("sp", "POST", f"/deals/{scene.deal}/lose", reason="预算取消")


@of("deal.reopened", *DEAL_STREAMS)
def reopen_deal(scene: Scene) -> Iterator[None]:
    """A lost deal comes back, after somebody else took the SR's seat of the account."""
    scene.do("ar", "POST", f"/deals/{scene.deal}/lose", reason="预算取消")
    path = f"/accounts/{scene.account}/seats/SR"
    scene.do("ar", "PUT", path, person_id=scene.company.id("new"), reason="调岗")
    yield
    scene.do("ar", "POST", f"/deals/{scene.deal}/reopen", reason="客户回来了")


@of("node.started", "deal")
def start(scene: Scene) -> Iterator[None]:
    """Work begins."""
    yield
    scene.do("sr", "POST", f"/nodes/{scene.node(1)}/start")


@of("checklist_item.changed", "deal")
def tick(scene: Scene) -> Iterator[None]:
    """An item is done with evidence, and another does not apply."""
    scene.do("ar", "POST", f"/nodes/{scene.node(1)}/start")
    yield
    minutes = [{"kind": "link", "text": "纪要", "url": "https://example.com/minutes"}]
    path = "/checklist-items"
    scene.do("fr", "PATCH", f"{path}/{scene.item(1)}", state="done", note="已见", evidence=minutes)
    scene.do("ar", "PATCH", f"{path}/{scene.item(2)}", state="not_applicable", reason="老客户")


@of("node.finished", "deal")
def finish(scene: Scene) -> Iterator[None]:
    """Work ends with its checklist done."""
    scene.do("ar", "POST", f"/nodes/{scene.node(1)}/start")
    scene.do("ar", "PATCH", f"/checklist-items/{scene.item(1)}", state="done")
    yield
    scene.do("ar", "POST", f"/nodes/{scene.node(1)}/finish")


@of("node.skipped", "deal")
def skip(scene: Scene) -> Iterator[None]:
    """A node is left out while it was offered."""
    scene.do("ar", "POST", f"/nodes/{scene.node(1)}/start")
    scene.offer(1, ["sr"])
    yield
    scene.do("ar", "POST", f"/nodes/{scene.node(1)}/skip", reason="老客户")


@of("node.reopened", "deal")
def reopen(scene: Scene) -> Iterator[None]:
    """A skipped gate is taken up again by whoever sits there now."""
    scene.do("fr", "POST", f"/nodes/{scene.node(3)}/skip", reason="不需要")
    path = f"/deals/{scene.deal}/seats/FR"
    scene.do("ar", "PUT", path, person_id=scene.company.id("new"), reason="调岗")
    yield
    scene.do("ar", "POST", f"/nodes/{scene.node(3)}/reopen", reason="客户要求")


@of("node.decided", "deal")
def decide(scene: Scene) -> Iterator[None]:
    """A gate is held, then passed with conditions."""
    scene.do("fr", "POST", f"/nodes/{scene.node(3)}/start")
    yield
    path = f"/nodes/{scene.node(3)}/decide"
    scene.do("fr", "POST", path, outcome="hold", reason="等报价")
    scene.do("fr", "POST", path, outcome="go_with_conditions", reason="风险可控", conditions=["首付三成"])


@of("note.created", "deal")
def begin_note(scene: Scene) -> Iterator[None]:
    """The deal gets its main note, and a node one with a title."""
    yield
    scene.do("ar", "POST", f"/deals/{scene.deal}/notes", template="visit")
    scene.do("sr", "POST", f"/nodes/{scene.node(1)}/notes", title="方案草稿")


@of("note.renamed", "deal")
def rename_note(scene: Scene) -> Iterator[None]:
    """A note gets another title."""
    note = scene.do("ar", "POST", f"/deals/{scene.deal}/notes", title="草稿")["id"]
    yield
    scene.do("sr", "PATCH", f"/notes/{note}", title="方案要点")


@of("note.version_named", "deal")
def name_version(scene: Scene) -> Iterator[None]:
    """A version is kept under a name."""
    note = scene.do("ar", "POST", f"/deals/{scene.deal}/notes", template="review")["id"]
    yield
    scene.do("fr", "POST", f"/notes/{note}/versions", label="评审前")


@of("note.restored", "deal")
def restore_version(scene: Scene) -> Iterator[None]:
    """An old version is written again."""
    note = scene.do("ar", "POST", f"/deals/{scene.deal}/notes")["id"]
    version = scene.do("ar", "POST", f"/notes/{note}/versions", label="空白")["id"]
    yield
    scene.do("ar", "POST", f"/note-versions/{version}/restore")


@of("checklist_item.added", "deal")
def make_item(scene: Scene) -> Iterator[None]:
    """Tasks of a deal's note become lines of two nodes."""
    note = scene.do("ar", "POST", f"/deals/{scene.deal}/notes", template="visit")["id"]
    yield
    minutes = {"place": 0, "text": "发会议纪要", "node_id": scene.node(1)}
    scene.do("sr", "POST", f"/notes/{note}/items", **minutes)
    scene.do("ar", "POST", f"/notes/{note}/items", place=1, text="约下一次会面", node_id=scene.node(2))


@of("note.mentioned", "user")
def mention(scene: Scene) -> Iterator[None]:
    """Somebody's name is typed into a node's note."""
    note = scene.do("ar", "POST", f"/nodes/{scene.node(1)}/notes", title="拜访纪要")["id"]
    with scene.company.reading() as session:
        table = Table(scene.company, session.get(Deal, scene.deal))
    writer = table.writer("ar", note)
    writer.open()
    yield
    writer.mention(scene.company.id("sr"), "k1", "架构图请看")
    table.flush()


@of("handoff.offered", *HANDOFF_STREAMS)
def offer(scene: Scene) -> Iterator[None]:
    """A briefing goes to both, and a transfer to somebody who was not in the room."""
    yield
    scene.offer(2, questions=["交期?"])
    scene.offer(1, ["new"])
    scene.do("sr", "POST", f"/nodes/{scene.node(1)}/handoffs", receiver_ids=[scene.company.id("fr")])


@of("handoff.accepted", *HANDOFF_STREAMS)
def accept(scene: Scene) -> Iterator[None]:
    """A transfer moves the duties; a briefing is accepted by one of two."""
    transfer, briefing = scene.offer(1, ["sr"]), scene.offer(2)
    yield
    scene.do("sr", "POST", f"/handoffs/{transfer}/accept", open_items=["预算表"])
    scene.do("fr", "POST", f"/handoffs/{briefing}/accept")


@of("handoff.returned", *HANDOFF_STREAMS)
def return_(scene: Scene) -> Iterator[None]:
    """A briefing is returned by one and so by the last of two."""
    transfer, briefing = scene.offer(1, ["sr"]), scene.offer(2)
    yield
    why = {"reason_code": "unclear_need", "reason": "预算不清"}
    scene.do("sr", "POST", f"/handoffs/{transfer}/return", **why)
    scene.do("fr", "POST", f"/handoffs/{briefing}/accept")
    scene.do("sr", "POST", f"/handoffs/{briefing}/return", **why)


@of("handoff.withdrawn", *HANDOFF_STREAMS)
def withdraw(scene: Scene) -> Iterator[None]:
    """The giver takes an offer back."""
    scene.do("ar", "POST", f"/nodes/{scene.node(1)}/start")
    handoff = scene.offer(1, ["sr"])
    yield
    scene.do("ar", "POST", f"/handoffs/{handoff}/withdraw")


@of("handoff.readdressed", *HANDOFF_STREAMS)
def readdress(scene: Scene) -> Iterator[None]:
    """A briefing follows the seat it was addressed to."""
    scene.offer(2)
    yield
    path = f"/deals/{scene.deal}/seats/SR"
    scene.do("ar", "PUT", path, person_id=scene.company.id("new"), reason="调岗")


@of("responsibility.moved", "deal")
def leave(scene: Scene) -> Iterator[None]:
    """Somebody leaves who had taken a node over; another person takes it."""
    new = scene.company.id("new")
    scene.do("new", "POST", f"/handoffs/{scene.offer(1, ['new'])}/accept")
    yield
    taken = [{"node_id": scene.node(1), "person_id": scene.company.id("other")}]
    scene.do("admin", "POST", f"/people/{new}/deactivate", nodes=taken)
