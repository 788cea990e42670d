"""The repository as the house rules see it: its folders, its Python files and what stands in them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICE = ROOT / "triangle"
BROWSER = ROOT / "frontend" / "src"
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def short(path: Path) -> str:
    """Return a path as it is seen from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def python_files(folder: Path) -> list[Path]:
    """Return every Python file below a folder, in order."""
    return sorted(folder.rglob("*.py"))


@cache
def text_of(path: Path) -> str:
    """Return what stands in a file."""
    return path.read_text("utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a Python file as a tree."""
    return ast.parse(text_of(path), str(path))


def lines_of(path: Path) -> int:
    """Return how many lines a file has."""
    return len(text_of(path).splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function of a file as (place, number of lines)."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, FUNCTION):
            yield f"{short(path)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def imports(path: Path) -> set[str]:
    """Return the names of all modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def committed_files() -> list[Path]:
    """Return the text files that git keeps; a checkout without git has none."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000]]
