"""Texts as words: what was typed finds what was written, in every script."""

import pytest

from triangle.search.words import asked_terms, asked_words, index_words


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("华光电子", "华光"),
        ("华光电子", "光电"),
        ("华光电子", "子"),
        ("华光电子", "华"),
        ("华光电子集团", "光电子"),
        ("Harbour Bank", "harb"),
        ("HARBOUR bank", "Bank"),
        ("云平台 2.0 Ｐｒｏ", "pro"),
        ("数据中心二期DC2", "dc2"),
        ("数据中心二期DC2", "二期dc"),
        ("東京エレクトロン", "エレ"),
    ],
)
def test_what_is_typed_finds_what_is_written(written: str, asked: str) -> None:
    words = set(index_words(written).split(" "))

    for word, is_start in (pair for term in asked_terms(asked) for pair in asked_words(term)):
        assert word in words or (is_start and any(each.startswith(word) for each in words))


@pytest.mark.parametrize(("written", "asked"), [("华光电子", "光华"), ("Harbour", "arb"), ("华光", "电")])
def test_other_letters_find_nothing(written: str, asked: str) -> None:
    words = set(index_words(written).split(" "))

    asked_for = [pair for term in asked_terms(asked) for pair in asked_words(term)]
    assert not all(
        word in words or (is_start and any(each.startswith(word) for each in words))
        for word, is_start in asked_for
    )


@pytest.mark.parametrize("nothing", ["", "  ", "''\"*():&|!", "\u3000", "___"])
def test_text_without_letters_has_no_words(nothing: str) -> None:
    assert index_words(nothing) == ""
    assert [asked_words(term) for term in asked_terms(nothing)] in ([], [[]])
