"""Doors of the rules and of waived findings."""

from typing import Any

from triangle.activity.queries import positions
from triangle.core.deed import Deed
from triangle.core.policy import require
from triangle.core.schema import Schema
from triangle.core.web.door import Door
from triangle.core.web.service import Ask, service
from triangle.matrix import actions
from triangle.matrix.models import INSTALLATION, RuleSetting
from triangle.matrix.rule_schemas import RuleEdit, RuleList, RuleReply, WaiverNew, WaiverReply
from triangle.matrix.standards import standards

door = Door("rules", __name__, url_prefix="/api", description="How the responsibility lint holds here.")


@door.reads("/rules", out=RuleList)
def list_rules(ask: Ask) -> Any:
    """List every rule, how it holds here and how it comes."""
    require(ask.actor, "set", RuleSetting)
    here = positions(ask.session, INSTALLATION)
    return {"data": standards(ask.session, ask.service.config), "positions": here}


@door.writes("PATCH", "/rules/<string:rule_name>", body=RuleEdit, out=RuleReply)
def set_rule(deed: Deed, rule_name: str, **changes: Any) -> Any:
    """Set how a rule holds here; null sets a part back to how it comes."""
    standard = actions.set_rule(deed, service().config, rule_name, **changes)
    return {"data": standard, "can": [], "positions": {}}


@door.writes("POST", "/waivers", body=WaiverNew, out=WaiverReply, status=201)
def waive(deed: Deed, **given: Any) -> Any:
    """Accept a finding for a time, with a reason."""
    return {"data": actions.waive(deed, service().config, **given), "can": ["end"], "positions": {}}


@door.writes("POST", "/waivers/<int:waiver_id>/end", body=Schema, out=WaiverReply)
def end_waiver(deed: Deed, waiver_id: int) -> Any:
    """End a waiver before its time."""
    return {"data": actions.end_waiver(deed, waiver_id), "can": [], "positions": {}}
