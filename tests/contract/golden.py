"""Golden files: what a reader had, was told, and has then; replayed here and in the browser."""

import json
from pathlib import Path
from typing import Any

from tests.contract import clock_stories, gate_stories, notification_stories, promise_stories, rule_stories  # noqa: F401 - told, too
from tests.contract.scene import Scene
from tests.contract.stories import STORIES, TOLD_TWICE
from tests.replay import KIND_OF_STREAM

FOLDER = Path(__file__).parent
# Whose inbox shows what a story does.
READERS = {"room": "ar", "account": "ar", "inbox": "sr", "rules": "admin"}


def path_of(kind: str, entry_type: str) -> Path:
    """Return where the golden file of an entry type lies."""
    return FOLDER / f"{KIND_OF_STREAM[kind]}-{entry_type}.json"


def tell(scene: Scene, stream_kind: str, entry_type: str) -> dict[str, Any]:
    """Let a story happen and return its golden file."""
    kind = KIND_OF_STREAM[stream_kind]
    # What was taken back is read by admins alone.
    reader = "admin" if entry_type == "account.removed" else READERS[kind]
    story = STORIES[stream_kind, entry_type](scene)
    next(story)
    stream, path = {
        "room": (f"deal:{scene.deal}", f"/deals/{scene.deal}"),
        "account": (f"account:{scene.account}", f"/accounts/{scene.account}"),
        "rules": ("installation:1", "/rules"),
        "inbox": (f"user:{scene.company.id(reader)}", "/inbox?box=to_answer"),
    }[kind]
    before = scene.look(reader, path)
    since = 0 if entry_type in TOLD_TWICE else before["positions"][stream]["seq"]
    next(story, None)
    told = scene.look(reader, f"/streams/{stream}/entries?after={since}")["data"]
    after = scene.look(reader, path)
    assert after["positions"][stream]["seq"] == told[-1]["seq"]
    return {
        "name": f"{kind}-{entry_type}",
        "kind": kind,
        "person": scene.company.id(reader),
        "before": before["data"],
        # As the socket sends them: without the hash.
        "entries": [{name: value for name, value in entry.items() if name != "hash"} for entry in told],
        "after": after["data"],
    }


def read(file: Path) -> dict[str, Any]:
    """Read a golden file."""
    return dict(json.loads(file.read_text(encoding="utf-8")))


def write(file: Path, golden: dict[str, Any]) -> None:
    """Write a golden file so that a person can read what changed in it."""
    file.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
