"""The words of a post in HTML."""

from __future__ import annotations

import pytest

from netbook.formats.html_text import words_of_html


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three<BR />four", "one\ntwo\nthree\nfour"),
        ("<p>a &lt;b&gt; &amp;amp; &#39;c&#39;</p>", "a <b> &amp; 'c'"),
        ('<a href="https://x.example/a>b" class="x"><span>x</span></a>', 'b" class="x">x'),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<p></p>\r\n<p> </p>", ""),
        ("no tags", "no tags"),
        ("<p>cut <a href=", "cut <a href="),
    ],
)
def test_tags_become_lines_or_nothing(html: str, words: str) -> None:
    """Line breaks and paragraphs stay, every other tag goes, and what only looks like one stays."""
    assert words_of_html(html) == words


def test_any_length_is_answered_at_once() -> None:
    """Nothing in a text makes the time grow faster than its length."""
    for piece in ("<", "<p", "<br", "</p ", "\n \n", "&", "<p>" * 3):
        assert len(words_of_html(piece * 100_000)) <= 200_000
