"""Whatever is typed by whomever with whatever losses: everybody and the database end up with the same."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.company import Company
from tests.notes.writers import Table, Writer

# A counter-example is found again by its steps; making it shorter takes minutes of sockets.
PHASES = (Phase.explicit, Phase.generate)
NAMES = ("ar", "sr", "fr")
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(
            ["type", "type", "type", "erase", "line", "flush", "vanish", "return", "lose", "compact"]
        ),
        st.integers(0, 99),
        st.text("abc客户🙂", min_size=1, max_size=4),
    ),
    max_size=40,
)


@pytest.fixture(scope="module")
def shared(company: Company) -> Table:
    """One room for all examples."""
    return Table(company)


class Story:
    """Three writers at one note, and what happens to them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.note = table.begin(title="story")
        self.writers = [table.writer(name, self.note) for name in NAMES]
        self.is_here = [True, True, True]
        self.typed: Counter[str] = Counter()
        for writer in self.writers:
            writer.open()

    def step(self, who: int, what: str, where: int, words: str) -> None:
        """Let one thing happen."""
        writer = self.writers[who]
        block = where % len(writer.root.children)
        match what:
            case "type" | "lose":
                self._type(who, words, block, is_lost=what == "lose")
            case "line":
                self._send(who, writer.break_line(), is_lost=False)
            case "erase":
                self._erase(who, writer, block)
            case "flush":
                self.table.flush()
            case "compact":
                self._compact()
            case "vanish" | "return":
                self._come_or_go(who, what)

    def _type(self, who: int, words: str, block: int, *, is_lost: bool) -> None:
        self._send(who, self.writers[who].type(words, block, 0), is_lost=is_lost)
        self.typed += Counter(words)

    def _compact(self) -> None:
        self.table.flush()
        self.table.live.upkeep.tidy()
        if self.note in self.table.live._notes:
            self.table.compact(self.note)

    def _come_or_go(self, who: int, what: str) -> None:
        if what == "vanish" and self.is_here[who]:
            self.writers[who].vanish()
            self.is_here[who] = False
        elif what == "return" and not self.is_here[who]:
            self._return(who)

    def _erase(self, who: int, writer: Writer, block: int) -> None:
        element = writer.root.children[block]
        if len(element.children) and len(element.children[0]):
            before = Counter(letters(writer))
            made = writer.erase(0, len(element.children[0]), block)
            self.typed -= before - Counter(letters(writer))
            self._send(who, made, is_lost=False)

    def _send(self, who: int, updates: list[bytes], *, is_lost: bool) -> None:
        if self.is_here[who] and not is_lost:
            for update in updates:
                self.writers[who].post(update)

    def _return(self, who: int) -> None:
        self.writers[who].connect()
        self.writers[who].open()
        self.is_here[who] = True

    def end(self) -> None:
        """Bring everybody back, and let everything that was lost be found by comparing."""
        for who in range(3):
            if not self.is_here[who]:
                self._return(who)
        for _ in range(2):
            self.table.flush()
            for writer in self.writers:
                writer.listen()
                writer.sync()
            self.table.flush()
        for writer in self.writers:
            writer.listen()


def letters(writer: Writer) -> str:
    """Return every character of a writer's document."""
    # Two who begin the same empty line at once each bring a text of their own.
    return "".join(str(text) for child in writer.root.children for text in child.children)


# A busy machine takes minutes for thousands of sockets; what is said of them is no less true.
@pytest.mark.timeout(600)
@given(STEPS)
@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=PHASES
)
def test_everybody_and_the_database_say_the_same(
    shared: Table, steps: list[tuple[int, str, int, str]]
) -> None:
    story = Story(shared)

    for step in steps:
        story.step(*step)
    story.end()

    said = {writer.says for writer in story.writers}
    assert len(said) == 1
    late = shared.writer("ar", story.note)
    late.open()
    assert {late.says} == said
    shared.live.rounds._notes.clear()
    again = shared.writer("sr", story.note)
    again.open()
    assert {again.says} == said
    for writer in (*story.writers, late, again):
        writer.vanish()


# A busy machine takes minutes for thousands of sockets; what is said of them is no less true.
@pytest.mark.timeout(600)
@given(STEPS)
@settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=PHASES
)
def test_no_character_is_lost_or_doubled(shared: Table, steps: list[tuple[int, str, int, str]]) -> None:
    story = Story(shared)

    for who, what, where, words in steps:
        # Two who erase the same at once both count it; typing alone conserves every character.
        story.step(who, "type" if what == "erase" else what, where, words)
    story.end()

    assert Counter(letters(story.writers[0])) == story.typed
    for writer in story.writers:
        writer.vanish()
