"""One word, one thing: modules, docstrings and rules say what they are."""

import ast
import inspect
import re

import triangle.app  # noqa: F401 - rules are written when the features are imported
from tests.house.sources import FUNCTION, SERVICE, python_files, short, tree_of
from triangle.core.policy import rules

# Where these begin, everything that has no place ends.
NO_PLACE = {"util", "utils", "helper", "helpers", "common", "misc", "shared", "base", "lib"}
SAY_NOTHING = {"manager", "handler", "processor", "data", "info", "service_impl"}
SENTENCE = re.compile(r"^[A-Z`\"].*[.!?]\"?$", re.S)


def test_no_module_is_a_drawer_for_everything() -> None:
    parts = {
        short(path): set(path.with_suffix("").relative_to(SERVICE).parts) for path in python_files(SERVICE)
    }

    assert [place for place, names in parts.items() if names & NO_PLACE] == []


def test_no_class_has_a_name_that_says_nothing() -> None:
    empty = [
        f"{short(path)}: {node.name}"
        for path in python_files(SERVICE)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and any(node.name.lower().endswith(word) for word in SAY_NOTHING)
    ]

    assert empty == []


def test_everything_public_promises_something_in_a_sentence() -> None:
    silent = [
        f"{short(path)}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', '')}"
        for path in python_files(SERVICE)
        for node in (tree_of(path), *_public(tree_of(path)))
        if not SENTENCE.match((ast.get_docstring(node) or "").split("\n\n")[0])
    ]

    assert silent == []


def _public(tree: ast.Module) -> list[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return the public classes, functions and methods of a file; functions inside functions are private."""
    outer = [node for node in tree.body if isinstance(node, (ast.ClassDef, *FUNCTION))]
    public = [node for node in outer if not node.name.startswith("_")]
    classes = [node for node in public if isinstance(node, ast.ClassDef)]
    methods = [
        method
        for owner in classes
        if not any(ast.unparse(base) == "Protocol" for base in owner.bases)
        for method in owner.body
        if isinstance(method, FUNCTION) and not method.name.startswith("_")
    ]
    return [*public, *methods]


def test_every_rule_says_in_words_who_may() -> None:
    written = {rule for pair in rules().values() for rule in pair}

    assert written
    assert [rule.__qualname__ for rule in written if len(inspect.getdoc(rule) or "") < 30] == []


def test_every_noun_with_rules_may_be_seen_by_somebody() -> None:
    # `require` says "not found" to whoever may not see a thing: without a rule nobody gets another answer.
    nouns = {noun for _, noun in rules()}

    assert {noun.__name__ for noun in nouns if ("see", noun) not in rules()} == set()
