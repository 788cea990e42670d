"""Who works in the demo company: its teams, the five who sign in, and their colleagues by profession."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from triangle.demo.names import REGIONS, Names

PASSWORD = "triangle"  # noqa: S105 - printed at every start; it guards nothing
SMALLEST = 12
TEAMS = (
    ("销售总部", None),
    ("华东大区", "销售总部"),
    ("华南大区", "销售总部"),
    ("华北大区", "销售总部"),
    ("华东大客户一部", "华东大区"),
    ("渠道合作部", "销售总部"),
    ("解决方案中心", None),
    ("行业方案一部", "解决方案中心"),
    ("交付服务中心", None),
    ("项目交付部", "交付服务中心"),
    ("客户服务台", "交付服务中心"),
    ("经营管理部", None),
    ("商务法务部", "经营管理部"),
)
SALES_TEAM = {"华东": "华东大客户一部", "华南": "华南大区", "华北": "华北大区"}
LEADERS_TEAM = {"华东": "华东大区", "华南": "华南大区", "华北": "华北大区"}
TEAM_OF = {
    "SR": "行业方案一部",
    "FR": "项目交付部",
    "BF": "商务法务部",
    "CM": "渠道合作部",
    "SV": "客户服务台",
}
# The first seven go with every company; a larger one repeats the whole line.
COLLEAGUES = (
    *("AR", "SR", "FR", "SP", "CM", "SV", "PT"),
    *("AR", "AR", "SR", "SP", "FR", "PT", "BF", "AR", "SR", "FR", "PT", "AR"),
)


@dataclass(frozen=True)
class Someone:
    """A person before they are written down; `profession` is the seat they usually take."""

    name: str
    email: str
    profession: str
    team: str | None
    region: str = ""
    role: str = "member"
    language: str = "zh"
    time_zone: str = "Asia/Shanghai"

    @property
    def is_guest(self) -> bool:
        """Say whether this is a partner of ours rather than a colleague."""
        return self.profession == "PT"


# In the order of the sign-ins that are shown: the triangle first.
SIGN_INS = (
    Someone("李明", "ar@demo.example", "AR", "华东大客户一部", "华东"),
    Someone("王芳", "sr@demo.example", "SR", "解决方案中心"),
    Someone("陈强", "fr@demo.example", "FR", "交付服务中心"),
    Someone("赵建国", "lead@demo.example", "SP", "销售总部", "华东", role="leader"),
    Someone("周敏", "admin@demo.example", "BF", "经营管理部", role="admin"),
)


@dataclass
class Cast:
    """Everybody's id, by who they are."""

    ids: dict[str, int] = field(default_factory=dict)
    by_profession: dict[str, list[Someone]] = field(default_factory=lambda: defaultdict(list))

    def enter(self, person: Someone, person_id: int) -> None:
        """Remember somebody who has been written down."""
        self.ids[person.email] = person_id
        self.by_profession[person.profession].append(person)

    def find(self, who: str, chance: Random, *, region: str = "") -> int:
        """Return the id of a demo sign-in by its first part, or of somebody of a profession nearby."""
        if (address := f"{who}@demo.example") in self.ids:
            return self.ids[address]
        known = self.by_profession[who]
        # The five who sign in get what their plots give them, so that their inboxes stay readable.
        others = [person for person in known if person not in SIGN_INS] or known
        near = [person for person in others if person.region == region] or others
        return self.ids[chance.choice(near).email]


def colleagues(people: int, chance: Random) -> Iterator[Someone]:
    """Yield everybody but the sign-ins, until there are `people` in all."""
    names = Names(chance, {person.name for person in SIGN_INS} | {person.email for person in SIGN_INS})
    regions = {"AR": list(REGIONS)[1:] + list(REGIONS)[:1], "SP": list(REGIONS)[1:]}
    seen: dict[str, int] = defaultdict(int)
    for number in range(people - len(SIGN_INS)):
        profession = COLLEAGUES[number % len(COLLEAGUES)]
        among = regions.get(profession, list(REGIONS))
        region = among[seen[profession] % len(among)]
        seen[profession] += 1
        english = profession in ("SR", "FR") and seen[profession] % 3 == 2
        yield _colleague(names, profession, region, english=english)


def _colleague(names: Names, profession: str, region: str, *, english: bool) -> Someone:
    name, email = names.colleague(english=english)
    teams = {**TEAM_OF, "AR": SALES_TEAM[region], "SP": LEADERS_TEAM[region]}
    return Someone(
        name,
        email,
        profession,
        teams.get(profession),
        region,
        role="leader" if profession == "SP" else "member",
        language="zh" if not name.isascii() else "en",
        time_zone="Asia/Shanghai" if not name.isascii() else "Europe/London",
    )
