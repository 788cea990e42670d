"""The stair: what the import linter cannot see."""

import tomllib
from itertools import count

import pytest

import triangle.app  # noqa: F401 - every feature's tables are known once the app is imported
from tests.house.sources import ROOT, SERVICE, imports, python_files, short, text_of
from triangle.core.db import Base

BELOW_THE_DOORS = ("models", "schemas", "queries", "policy", "actions")
WEB = ("flask", "flask_socketio", "flask_smorest", "werkzeug")


def heights() -> dict[str, int]:
    """Return how high each feature stands, read from the import linter's own layers."""
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    stair = next(c for c in project["tool"]["importlinter"]["contracts"] if c["id"] == "stair")
    steps = [[name.strip().strip("()") for name in layer.split("|")] for layer in stair["layers"]]
    return {name: height for height, names in zip(count(), reversed(steps)) for name in names}


def features_of_tables() -> dict[str, str]:
    """Return the feature that each table belongs to."""
    return {
        mapper.local_table.name: mapper.class_.__module__.split(".")[1] for mapper in Base.registry.mappers
    }


def test_foreign_keys_point_down_the_stair() -> None:
    height, home = heights(), features_of_tables()

    climbing = [
        f"{table.name}.{key.parent.name} -> {key.target_fullname}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if height[home[table.name]] < height[home[key.column.table.name]]
    ]

    assert climbing == []


def test_relationships_point_down_the_stair() -> None:
    height, home = heights(), features_of_tables()

    climbing = [
        str(relation)
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if height[home[mapper.local_table.name]] < height[home[relation.mapper.local_table.name]]
        or relation.backref is not None
    ]

    assert climbing == []


def test_every_part_of_the_service_has_its_step() -> None:
    parts = {
        path.stem for path in SERVICE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }

    assert parts - {"__init__"} <= heights().keys()


@pytest.mark.parametrize("floor", BELOW_THE_DOORS)
def test_nothing_below_the_doors_imports_the_web(floor: str) -> None:
    files = [path for path in python_files(SERVICE) if path.stem == floor]

    webbed = {short(path): name for path in files for name in imports(path) if name.split(".")[0] in WEB}

    assert files
    assert webbed == {}


def test_doors_are_imported_by_the_app_alone() -> None:
    doors = {f"triangle.{path.parent.name}.{path.stem}" for path in SERVICE.glob("*/*views.py")}

    intruders = [
        short(path) for path in python_files(SERVICE) if path.name != "app.py" and imports(path) & doors
    ]

    assert doors
    assert intruders == []
