"""No entry type without a story, a golden file and a reducer."""

from tests.contract import golden
from tests.contract.stories import STORIES
from tests.replay import KIND_OF_STREAM, KINDS
from triangle.activity.catalog import known_types
from triangle.app import DOORS

assert DOORS, "the types are declared when the app's features are imported"


def test_every_entry_type_has_a_story() -> None:
    assert set(STORIES) == set(known_types())


def test_every_entry_type_has_a_golden_file_that_tells_it() -> None:
    for kind, entry_type in known_types():
        told = golden.read(golden.path_of(kind, entry_type))
        assert entry_type in [entry["type"] for entry in told["entries"]]
        assert all(entry["stream"].startswith(f"{kind}:") for entry in told["entries"])


def test_no_golden_file_is_left_over() -> None:
    wanted = {golden.path_of(kind, entry_type) for kind, entry_type in known_types()}
    assert set(golden.FOLDER.glob("*.json")) == wanted


def test_every_entry_type_has_a_reducer_in_its_kind() -> None:
    known = {(KIND_OF_STREAM[kind], entry_type) for kind, entry_type in known_types()}
    assert {(kind, entry_type) for kind, types in KINDS.items() for entry_type in types} == known
