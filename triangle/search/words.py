"""Texts as words of an index: pairs of letters where a script has no spaces, whole words elsewhere."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate

# Han, kana, hangul: scripts in which words are not set apart, so that any two neighbours may be a word.
_UNSPACED = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
MOST_TERMS = 8
# PostgreSQL takes no word above 2 KB and no text with more than 1 MB of words: a key that somebody pasted, or
# a very long note. Nobody types so much to find it.
LONGEST_WORD, MOST_BYTES = 64, 512 * 1024


def folded(text: str) -> str:
    """Return a text as it is compared: width, case and compatibility forms do not matter."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def index_words(*texts: str) -> str:
    """Return the words by which texts are found, each once, parted by spaces.

    Of a long word that is its beginning, and of more words than an index takes those that come first.

    A run of letters without spaces gives every pair of neighbours, and its last letter alone: a single
    letter is asked for as the beginning of a word, and only the last one begins no pair.
    """
    found = dict.fromkeys(word for text in texts for run in _runs(text) for word in _indexed(run))
    return " ".join(sorted(_first(found)))


def asked_terms(text: str) -> list[str]:
    """Return what somebody asked for, term by term; all of them have to be found."""
    return list(dict.fromkeys(folded(text).split()))[:MOST_TERMS]


def asked_words(term: str) -> list[tuple[str, bool]]:
    """Return the words of one term, and for each whether it may be only the beginning of a word."""
    return list(dict.fromkeys(word for run in _runs(term) for word in _asked(run)))


def _runs(text: str) -> Iterator[str]:
    return (found[0] for found in _RUN.finditer(folded(text)))


def _first(words: Iterable[str]) -> list[str]:
    sizes = accumulate(len(word.encode()) for word in words)
    return [word for word, size in zip(words, sizes, strict=True) if size <= MOST_BYTES]


def _indexed(run: str) -> list[str]:
    return [*_pairs(run), run[-1]] if _is_unspaced(run) else [run[:LONGEST_WORD]]


def _asked(run: str) -> list[tuple[str, bool]]:
    if _is_unspaced(run) and len(run) > 1:
        return [(pair, False) for pair in _pairs(run)]
    return [(run[:LONGEST_WORD], True)]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def _is_unspaced(run: str) -> bool:
    return re.match(rf"[{_UNSPACED}]", run) is not None
