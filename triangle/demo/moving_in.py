"""The first day of the demo company: its admin, its teams, its people."""

from random import Random

from triangle.demo.cast import PASSWORD, SIGN_INS, TEAMS, Cast, Someone, colleagues
from triangle.demo.history import History, Story
from triangle.identity.actions import add_person, add_team, create_first_admin_without_policy, edit_person
from triangle.identity.passwords import hash_password

ADMIN = SIGN_INS[-1]


def move_in(history: History, cast: Cast, people: int, chance: Random) -> Story:
    """Tell how the company begins: the admin first, who then adds everybody else."""
    yield 0.0
    admin = create_first_admin_without_policy(
        history.session, name=ADMIN.name, email=ADMIN.email, password=PASSWORD, language="zh"
    )
    teams: dict[str | None, int | None] = {None: None}
    for name, above in TEAMS:
        yield 0.1
        teams[name] = add_team(history.deed(admin.id), name=name, parent_id=teams[above]).id
    for person in (*SIGN_INS[:-1], *colleagues(people, chance)):
        yield 0.2
        cast.enter(person, _add(history, admin.id, person, teams[person.team]))
    cast.enter(ADMIN, admin.id)
    edit_person(history.deed(admin.id), admin.id, team_id=teams[ADMIN.team])
    return 0.2


def _add(history: History, admin_id: int, person: Someone, team_id: int | None) -> int:
    added = add_person(
        history.deed(admin_id),
        name=person.name,
        email=person.email,
        password_hash=hash_password(PASSWORD),
        team_id=team_id,
        role=person.role,
        language=person.language,
        time_zone=person.time_zone,
        is_guest=person.is_guest,
    )
    return added.id
