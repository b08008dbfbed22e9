"""One line becomes a person to add, or people met: the grammar, part by part and together."""

from __future__ import annotations

from datetime import date

import pytest

from netbook.domain.capture import Capture, join_words, read_capture, read_meeting

TODAY = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 22)
LAST_TUESDAY = date(2026, 11, 17)


def shown(capture: Capture) -> list[tuple[str, str]]:
    """Give network and shown form of each handle."""
    return [(handle.network, handle.shown) for handle in capture.handles]


def test_a_whole_line() -> None:
    """Every part of the grammar in one line."""
    read = read_capture(
        "@alan@mathstodon.example Alan Turing #crypto #pycon at PyCon DE on 24 nov every 4w via Joan Clarke :: slides",
        TODAY,
    )
    assert shown(read) == [("mastodon", "@alan@mathstodon.example")]
    assert read.name == "Alan Turing"
    assert read.tags == ("crypto", "pycon")
    assert read.event == "PyCon DE"
    assert read.on == date(2025, 11, 24)
    assert read.cadence is not None
    assert read.cadence.short == "4w"
    assert read.via == "Joan Clarke"
    assert read.note == "slides"
    assert read.problems == ()


def test_nothing_typed() -> None:
    """An empty line is an empty capture and no problem."""
    assert read_capture("  ", TODAY) == Capture()
    assert read_capture("::", TODAY) == Capture()


@pytest.mark.parametrize(
    ("line", "handles", "name"),
    [
        ("@ada", [("x", "@ada")], None),
        ("@ada Ada Lovelace", [("x", "@ada")], "Ada Lovelace"),
        ("Ada Lovelace @ada", [("x", "@ada")], "Ada Lovelace"),
        ("Ada @ada Lovelace", [("x", "@ada")], "Ada Lovelace"),
        ("Ada (@ada)", [("x", "@ada")], "Ada"),
        ("Ada <ada@mail.example.org>", [("email", "ada@mail.example.org")], "Ada"),
        ("@ada, ms:@ada@social.example; Ada", [("x", "@ada"), ("mastodon", "@ada@social.example")], "Ada"),
        ("ms:@ada@social.example,@ada", [("mastodon", "@ada@social.example"), ("x", "@ada")], None),
        ("Ada , @ada ;", [("x", "@ada")], "Ada"),
        ("@ada @ADA", [("x", "@ada")], None),
        ("in/ada-lovelace Ada", [("linkedin", "in/ada-lovelace")], "Ada"),
    ],
)
def test_handles_and_names_in_any_order(line: str, handles: list[tuple[str, str]], name: str | None) -> None:
    """Handles are taken out of the words wherever they stand, once each, and the rest is the name."""
    read = read_capture(line, TODAY)
    assert [network for network, _ in shown(read)] == [network for network, _ in handles]
    assert [text.lstrip("@") for _, text in shown(read)] == [text.lstrip("@") for _, text in handles]
    assert read.name == name
    assert read.problems == ()


def test_the_network_of_a_bare_handle_is_a_setting() -> None:
    """A handle without a host belongs to the default network."""
    assert shown(read_capture("@ada", TODAY, default_network="github"))[0][0] == "github"


def test_a_link_keeps_its_fragment_to_itself() -> None:
    """What follows # inside a link is no tag."""
    read = read_capture("https://ada.example.org/about#me #friend", TODAY)
    assert len(read.handles) == 1
    assert read.tags == ("friend",)


@pytest.mark.parametrize(
    "name",
    [
        "Ada May",
        "April June",
        "Via Smith",
        "On Kawara",
        "Every Hall",
        "At Ali",
        "Anne At",
        "Bo on",
        "Zoë Ünïcode",
        "Mara 🦊",
        "سارا قاسمی",
        "王小明",
        "O’Brien, PhD",
        "Smith, John",
        "C# Guy",
        "Agent #7",
        "-Ann-",
        "[he/him] Alex",
        "Grace “Amazing” Hopper",
        'Six" Nail',
        "std::vector Fan",
    ],
)
def test_names_stay_names(name: str) -> None:
    """Months, weekdays, capitalised keywords, emoji and signs are part of a name, bare or quoted."""
    assert read_capture(name, TODAY) == Capture(name=name)
    assert read_capture(join_words([name]), TODAY).name == name
    read = read_capture(f"{name} #x at PyCon yesterday :: hello", TODAY)
    assert (read.name, read.tags, read.event, read.on, read.note) == (name, ("x",), "PyCon", YESTERDAY, "hello")


@pytest.mark.parametrize(
    ("line", "tags", "name"),
    [
        ("#pycon", ("pycon",), None),
        ("Ada #PyCon, #go.", ("PyCon", "go"), "Ada"),
        ("#a #A #b", ("a", "b"), None),
        ("#a#b", ("a", "b"), None),
        ("#c# #c++", ("c#", "c++"), None),
        ("#pycon26", ("pycon26",), None),
        ("＃会議", ("会議",), None),
        ("#🦊", ("🦊",), None),
        ("#", (), "#"),
        ("Room #1", (), "Room #1"),
        ("Class #2026", (), "Class #2026"),
        ('Ada "#1 #fan"', (), "Ada #1 #fan"),
        ("## x", (), "## x"),
    ],
)
def test_tags(line: str, tags: tuple[str, ...], name: str | None) -> None:
    """A tag is # and something with a letter or a picture in it; a number or nothing is no tag."""
    read = read_capture(line, TODAY)
    assert read.tags == tags
    assert read.name == name


@pytest.mark.parametrize(
    ("line", "event", "on"),
    [
        ("Ada at PyCon DE yesterday", "PyCon DE", YESTERDAY),
        ("Ada at Leeds meetup on last tue", "Leeds meetup", LAST_TUESDAY),
        ("Ada at PyCon UK on thu :: x", "PyCon UK", date(2026, 11, 19)),
        ("Ada at PyCon 3 weeks ago #x", "PyCon", date(2026, 11, 2)),
        ("Ada yesterday at PyCon", "PyCon", YESTERDAY),
        ("Ada #x yesterday", None, YESTERDAY),
        ("Ada day before yesterday", None, date(2026, 11, 21)),
        ("Ada on may 3", None, date(2026, 5, 3)),
        ("Ada on 2026-11-02", None, date(2026, 11, 2)),
        ("on yesterday Ada", None, YESTERDAY),
        ("Ada AT PyCon ON tue", "PyCon", LAST_TUESDAY),
        ("@ada At PyCon", "PyCon", None),
        ("@ada On tue", None, LAST_TUESDAY),
        ('Ada at "drinks on Friday" yesterday', "drinks on Friday", YESTERDAY),
        ("Ada at lunch at home", "lunch at home", None),
        ("Ada at ep2026.example.org", "ep2026.example.org", None),
        ("Ada at Women On Rails", "Women On Rails", None),
        ("Ada at PyCon DE @ada", "PyCon DE", None),
        ("Ada at yesterday", None, YESTERDAY),
    ],
)
def test_where_and_when(line: str, event: str | None, on: date | None) -> None:
    """An event runs to the next part; a closed date phrase needs no “on”, others do."""
    read = read_capture(line, TODAY)
    assert read.event == event
    assert read.on == on
    assert read.problems == ()
    assert read.name in ("Ada", None)


def test_an_ambiguous_date_is_marked() -> None:
    """3/4 is read by the setting and said to be doubtful."""
    assert (read_capture("Ada on 3/4", TODAY).on, read_capture("Ada on 3/4", TODAY).date_ambiguous) == (
        date(2026, 4, 3),
        True,
    )
    assert read_capture("Ada on 3/4", TODAY, day_first=False).on == date(2026, 3, 4)


def test_a_schedule_prefers_the_future() -> None:
    """The caller says on which side of today an open date falls."""
    assert read_capture("Ada on 24 nov", TODAY, prefer="future").on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("line", "cadence", "name"),
    [
        ("Ada every 6w", "6w", "Ada"),
        ("every 6 weeks Ada", "6w", "Ada"),
        ("Ada every other month", "2mo", "Ada"),
        ("Every month Ada", "1mo", "Ada"),
        ("Ada every fortnight #x", "2w", "Ada"),
    ],
)
def test_cadences(line: str, cadence: str, name: str) -> None:
    """The longest cadence after “every” counts, and what follows belongs to the name."""
    read = read_capture(line, TODAY)
    assert read.cadence is not None
    assert read.cadence.short == cadence
    assert read.name == name
    assert read.problems == ()


@pytest.mark.parametrize(
    ("line", "via", "handles"),
    [
        ("Ada via Joan Clarke", "Joan Clarke", 0),
        ("Ada via @joan", "@joan", 0),
        ("Ada via Joan @ada", "Joan", 1),
        ("via joan yesterday @ada", "joan", 1),
        ("@ada Via Joan", "Joan", 1),
    ],
)
def test_introducers(line: str, via: str, handles: int) -> None:
    """After “via” stands one contact, by name or by handle."""
    read = read_capture(line, TODAY)
    assert read.via == via
    assert len(read.handles) == handles


def test_the_note_is_verbatim() -> None:
    """After the first :: nothing has a meaning, and nothing but the space around it is changed."""
    read = read_capture('Ada :: met at X  on tue :: #no "quotes" @no\nsecond line ', TODAY)
    assert read.name == "Ada"
    assert read.note == 'met at X  on tue :: #no "quotes" @no\nsecond line'
    assert read_capture("Ada:: x", TODAY).note == "x"
    assert read_capture("Ada ::x", TODAY).note == "x"
    assert read_capture('"Ada :: x" :: y', TODAY) == Capture(name="Ada :: x", note="y")


@pytest.mark.parametrize(
    ("line", "part", "quoted"),
    [
        ("Ada on 31 feb #x", "date", "31 feb"),
        ("Ada every fortnigt #x", "cadence", "fortnigt"),
        ("Ada https://www.linkedin.com/company/acme #x", "handle", "company"),
        ("Ada at PyCon on tue at Leeds #x", "event", "Leeds"),
        ("Ada on tue on wed #x", "date", "wed"),
        ("Ada yesterday at PyCon today #x", "date", "today"),
        ("Ada every 6w every 8w #x", "cadence", "8w"),
        ("Ada via joan on tue via bob #x", "via", "bob"),
    ],
)
def test_an_unreadable_part_never_blocks_the_rest(line: str, part: str, quoted: str) -> None:
    """What cannot be read, or is said twice, is one problem with a sentence; everything else is read."""
    read = read_capture(line, TODAY)
    assert [problem.part for problem in read.problems] == [part]
    assert quoted in read.problems[0].sentence
    assert read.name == "Ada"
    assert read.tags == ("x",)


def test_a_document_is_no_capture() -> None:
    """More words than a line can have are named as a problem."""
    read = read_capture("Ann " * 10_000 + ":: note", TODAY)
    assert [problem.part for problem in read.problems] == ["length"]
    assert read.note == "note"


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("grace, alan, zoe at leeds meetup yesterday", ("grace", "alan", "zoe")),
        ("hop, alan, “zoe new” at leeds meetup yesterday", ("hop", "alan", "zoe new")),
        ('hop,"zoe new",alan at leeds meetup yesterday', ("hop", "zoe new", "alan")),
        ('"Grace Hopper", alan at leeds meetup yesterday', ("Grace Hopper", "alan")),
        ('"Smith, John", alan at leeds meetup yesterday', ("Smith, John", "alan")),
        ("Grace Hopper at leeds meetup yesterday", ("Grace Hopper",)),
        ("@ada, grace at leeds meetup yesterday", ("@ada", "grace")),
        ("grace @ada bob at leeds meetup yesterday", ("grace", "@ada", "bob")),
        ("@ada,@bob at leeds meetup yesterday", ("@ada", "@bob")),
        ("grace,, alan, grace at leeds meetup yesterday", ("grace", "alan")),
        ("yesterday at leeds meetup", ()),
        ("grace, zoe yesterday at leeds meetup", ("grace", "zoe")),
    ],
)
def test_people_met(line: str, who: tuple[str, ...]) -> None:
    """People are named between commas; a handle is a person by itself; nobody twice."""
    read = read_meeting(line, TODAY)
    assert read.who == who
    assert (read.event, read.on) == ("leeds meetup", YESTERDAY)
    assert read.problems == ()


def test_a_meeting_with_every_part() -> None:
    """The other parts are those of a capture."""
    read = read_meeting("ada at Leeds, UK on 3/4 every 6w via bob #x :: promised slides", TODAY, day_first=False)
    assert read.who == ("ada",)
    assert read.event == "Leeds, UK"
    assert (read.on, read.date_ambiguous) == (date(2026, 3, 4), True)
    assert read.cadence is not None
    assert (read.via, read.tags, read.note) == ("bob", ("x",), "promised slides")
    assert read_meeting("ada on 31 feb", TODAY).problems[0].part == "date"


@pytest.mark.parametrize(
    ("arguments", "joined"),
    [
        (["Grace Hopper", "at", "PyCon DE", "yesterday"], '"Grace Hopper" at "PyCon DE" yesterday'),
        (["Anne at Home"], '"Anne at Home"'),
        (["@ada", "#pycon every 6w :: wants a co-speaker"], "@ada #pycon every 6w :: wants a co-speaker"),
        (["grace", "at PyCon DE", "last tue"], "grace at PyCon DE last tue"),
        (["Ada Lovelace @ada"], "Ada Lovelace @ada"),
        (["Via Smith", "On Kawara"], '"Via Smith" "On Kawara"'),
        (["ada", "::", "two words", 'a "b" c'], 'ada :: two words a "b" c'),
        (["Grace", "Hopper", "::"], "Grace Hopper ::"),
        (['Grace "Amazing" Hopper'], '"Grace ""Amazing"" Hopper"'),
        ([""], '""'),
        ([], ""),
    ],
)
def test_arguments_of_the_command_line(arguments: list[str], joined: str) -> None:
    """An argument with spaces is one value, unless it is a piece of the grammar itself."""
    assert join_words(arguments) == joined


def test_the_lines_of_the_manual() -> None:
    """The examples of the command line read as meant."""
    added = read_capture(
        join_words(["https://social.example/@zoe", "Zoë Ünïcode", "#pycon every 6w :: wants a co-speaker"]), TODAY
    )
    assert [handle.network for handle in added.handles] == ["mastodon"]
    assert (added.name, added.tags, added.note) == ("Zoë Ünïcode", ("pycon",), "wants a co-speaker")
    assert added.cadence is not None
    met = read_meeting(
        join_words(["Grace Hopper", "at", "PyCon", "DE", "yesterday", "::", "compilers,", "promised", "slides"]), TODAY
    )
    assert (met.who, met.event, met.on) == (("Grace Hopper",), "PyCon DE", YESTERDAY)
    assert met.note == "compilers, promised slides"
    home = read_capture(join_words(["Anne at Home", "at", "drinks on Friday", "3 weeks ago"]), TODAY)
    assert (home.name, home.event, home.on) == ("Anne at Home", "drinks on Friday", date(2026, 11, 2))
