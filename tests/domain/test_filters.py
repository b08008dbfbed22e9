"""The filter language: words to search for and terms that must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.filters import STATES, Filter, Term, TermKind, describe, read_filter
from netbook.errors import UsageProblem


@pytest.mark.parametrize(
    ("text", "term", "chip"),
    [
        ("#pycon", Term(TermKind.TAG, "pycon"), "#pycon"),
        ("-#go", Term(TermKind.TAG, "go", negated=True), "not #go"),
        ("at:pycon", Term(TermKind.EVENT, "pycon"), "at pycon"),
        ('at:"PyCon DE"', Term(TermKind.EVENT, "PyCon DE"), "at PyCon DE"),
        ("at:“PyCon DE”", Term(TermKind.EVENT, "PyCon DE"), "at PyCon DE"),
        ("AT:Leeds", Term(TermKind.EVENT, "Leeds"), "at Leeds"),
        ("on:mastodon", Term(TermKind.NETWORK, "mastodon"), "on Mastodon"),
        ("on:twitter", Term(TermKind.NETWORK, "x"), "on X"),
        ("met:online", Term(TermKind.MET, "online"), "met online"),
        ("met:in-person", Term(TermKind.MET, "inperson"), "met in person"),
        ("-met:inperson", Term(TermKind.MET, "inperson", negated=True), "not met in person"),
        ("last:>6mo", Term(TermKind.LAST, ">6mo", days=180), "last contact more than 6 months ago"),
        ("last:<2w", Term(TermKind.LAST, "<2w", days=14), "last contact less than 2 weeks ago"),
        ('last:"> 1 Year"', Term(TermKind.LAST, ">1y", days=365), "last contact more than 1 year ago"),
        ("last:>10d", Term(TermKind.LAST, ">10d", days=10), "last contact more than 10 days ago"),
        ("last:never", Term(TermKind.LAST, "never"), "never in touch"),
        ("due:now", Term(TermKind.DUE, "now"), "due now"),
        ("due:week", Term(TermKind.DUE, "week"), "due this week"),
        ("is:stale", Term(TermKind.STATE, "stale"), "going stale"),
        ('is:"going stale"', Term(TermKind.STATE, "stale"), "going stale"),
        ("-is:archived", Term(TermKind.STATE, "archived", negated=True), "not archived"),
        ("sector:libraries", Term(TermKind.SECTOR, "libraries"), "sector libraries"),
        ("org:acme", Term(TermKind.ORGANISATION, "acme"), "works at acme"),
        ("via:ada", Term(TermKind.VIA, "ada"), "via ada"),
    ],
)
def test_each_term(text: str, term: Term, chip: str) -> None:
    """Every term is read, described for its chip, and can be typed again from what was read."""
    wanted = read_filter(text)
    assert wanted == Filter(terms=(term,))
    assert describe(wanted) == (chip,)
    assert read_filter(term.written) == wanted


@pytest.mark.parametrize("state", STATES)
def test_every_state(state: str) -> None:
    """Each state has its word."""
    assert read_filter(f"is:{state}").terms == (Term(TermKind.STATE, state),)


def test_words_and_terms_mix_in_any_order() -> None:
    """Words keep their order, quotes make a phrase, terms said twice count once."""
    wanted = read_filter('pyc #go  "Grace Hopper" last:>6mo #go -#rust lon')
    assert wanted.words == ("pyc", "Grace Hopper", "lon")
    assert [term.written for term in wanted.terms] == ["#go", "last:>6mo", "-#rust"]
    assert describe(wanted) == ("#go", "last contact more than 6 months ago", "not #rust")
    assert wanted
    assert not read_filter("  ")


@pytest.mark.parametrize(
    "word",
    [
        "https://social.example/@ada",
        "note:x",
        "10:30",
        "@ada",
        "meta:ada",
        "x:ada",
        "#",
        "-",
        "-ada",
        ":",
        ":x",
        '5"',
        "“open",
        "محمد:علي",
    ],
)
def test_other_words_are_searched_for(word: str) -> None:
    """A colon, a minus or a sign alone makes no term."""
    assert read_filter(word) == Filter(words=(word,))


def test_a_quoted_word_is_never_a_term() -> None:
    """Quotes around the whole take a term's meaning away."""
    assert read_filter('"#pycon" "is:stale"') == Filter(words=("#pycon", "is:stale"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("las:>6mo", "Did you mean last:?"),
        ("sectr:x", "Did you mean sector:?"),
        ("meet:online", "Did you mean met:?"),
        ("is:stael", "is:stale"),
        ("due:later", "due:now or due:week"),
        ("met:someone", "met:online or met:inperson"),
        ("last:2w", "last:<2w"),
        ("last:>0d", "last:>6mo"),
        ("last:>5parsecs", "last:>6mo"),
        ("last:>٣w", "last:>6mo"),
        ("at:", "at:pycon"),
        ('via:""', "via:ada"),
        ("on:friendster", "friendster"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(text: str, says: str) -> None:
    """An unknown term or value is refused in a sentence with words that work."""
    with pytest.raises(UsageProblem) as refused:
        read_filter(text)
    assert says in refused.value.sentence
    assert text.partition(":")[0] in refused.value.sentence or says == text.partition(":")[2]


def test_a_refusal_quotes_harmlessly() -> None:
    """What was typed is quoted short and without control characters."""
    with pytest.raises(UsageProblem) as refused:
        read_filter("is:\x1b[2J" + "x" * 5000)
    assert "\x1b" not in refused.value.sentence
    assert len(refused.value.sentence) < 400


FRAGMENTS = st.lists(
    st.sampled_from(
        ["#", "-", "at:", "is:", "last:", ">", "6mo", '"', "“", "”", " ", "ada", "due", ":", "stale", "\x1b"]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(st.text(), FRAGMENTS))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing else happens, and a filter read is described."""
    try:
        wanted = read_filter(text)
    except UsageProblem:
        return
    assert len(describe(wanted)) == len(wanted.terms)
    assert all(word == word.strip() != "" for word in wanted.words)


@given(
    st.sampled_from([TermKind.TAG, TermKind.EVENT, TermKind.VIA]),
    st.text(st.characters(exclude_characters="”\x00", categories=("L", "N", "P", "Zs")), min_size=1),
    st.booleans(),
)
def test_free_terms_can_be_typed_again(kind: TermKind, value: str, negated: bool) -> None:
    """What was read is written so that reading it gives the same term."""
    name = "#" if kind is TermKind.TAG else f"{kind.value}:"
    typed = f"{'-' if negated else ''}{name}“{value}”"
    try:
        wanted = read_filter(typed)
    except UsageProblem:
        assert not value.strip()
        return
    assert [read_filter(term.written) for term in wanted.terms] == [Filter(terms=(term,)) for term in wanted.terms]


@pytest.mark.parametrize("piece", ['"a', "“a ", "#a ", "is", "at:x ", ":", "-", "aa:b "])
def test_long_filters_are_read(piece: str) -> None:
    """A hundred thousand characters are read; work that grew with their square would not end here."""
    read_filter(piece * (100_000 // len(piece)))
