"""The four standard playbooks that ship with Triangle."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from triangle.playbooks.models import Gate, NodeTemplate, Playbook, Stage

ON_CHANGE = " on change"


@cache
def standard() -> dict[str, Any]:
    """Return the shipped playbooks as they stand in the package."""
    return dict(orjson.loads(Path(__file__).with_name("standard.json").read_bytes()))


def role_names() -> dict[str, dict[str, str]]:
    """Return the roles in both languages."""
    return {role: {"zh": zh, "en": en} for role, (zh, en) in standard()["roles"].items()}


def load_standard_without_policy(session: Session, at: datetime) -> list[Playbook]:
    """Publish the standard playbooks that this installation does not have yet."""
    have = set(session.scalars(select(Playbook.code)))
    return [_publish(session, raw, at) for raw in standard()["playbooks"] if raw["id"] not in have]


def _publish(session: Session, raw: dict[str, Any], at: datetime) -> Playbook:
    playbook = Playbook(code=raw["id"], version=1, name_zh=raw["zh"], name_en=raw["en"], published_at=at)
    session.add(playbook)
    session.flush()
    names = {stage["id"]: {"zh": stage["zh"], "en": stage["en"]} for stage in standard()["stages"]}
    position = 0
    for number, stage_raw in enumerate(raw["stages"]):
        stage = _stage(playbook, stage_raw, number, names[stage_raw["id"]])
        session.add(stage)
        session.flush()
        for template in _templates(stage, stage_raw, position):
            session.add(template)
            position += 1
    session.flush()
    return playbook


def _stage(playbook: Playbook, raw: dict[str, Any], position: int, name: dict[str, str]) -> Stage:
    return Stage(
        playbook_id=playbook.id,
        code=raw["id"],
        position=position,
        name=name,
        working_days=raw["working_days"],
        entry=raw["entry"],
        exit=raw["exit"],
    )


def _templates(stage: Stage, raw: dict[str, Any], first: int) -> Iterator[NodeTemplate]:
    for position, node in enumerate(raw["nodes"], first):
        yield NodeTemplate(
            stage_id=stage.id,
            stage_code=stage.code,
            code=node["id"],
            position=position,
            name={"zh": node["zh"], "en": node["en"]},
            working_days=node["working_days"],
            raci=node["raci"],
            gate=_gate(node["gate"]),
            briefing=node["handoff"],
            checklist=[{"zh": i["zh"], "en": i["en"], "required": True} for i in node["checklist"]],
        )


def _gate(text: str | None) -> Gate | None:
    if text is None:
        return None
    return {"code": text.removesuffix(ON_CHANGE), "on_change": text.endswith(ON_CHANGE)}
