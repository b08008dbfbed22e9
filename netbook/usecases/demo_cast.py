"""The made-up people of the demo book; the names are of pioneers of computing, and all the rest is invented."""

from __future__ import annotations

from dataclasses import dataclass

from netbook.domain.channels import Channel

PYCON, EUROPYTHON, FOSDEM = "PyCon DE", "EuroPython", "FOSDEM"


@dataclass(frozen=True, slots=True)
class Invented:
    """One person: a line of capture, when it was typed, and a rhythm of talks; all in days before today."""

    line: str
    added: int
    last: int = 0
    gap: int = 0
    talks: int = 0
    channel: Channel = Channel.MESSAGE
    met_at: str | None = None
    met_note: str | None = None


CAST = (
    # Going stale.
    Invented("Alan Turing @alan@mathstodon.xyz #crypto every 4w :: running his first marathon", 260, 63, 28, 5),
    Invented("Grace Hopper @grace_h #compilers #close every 6w :: moved to Arlington", 300, 92, 35, 5, Channel.CALL),
    Invented("Joan Clarke in/joan-clarke-demo #crypto", 330, 120, 21, 8),
    # Due this week.
    Invented("Radia Perlman radia.bsky.social #networks every 4w", 200, 31, 27, 5, Channel.CALL),
    Invented("Margaret Hamilton in/margaret-h-demo #aero every 12w", 310, 88, 80, 3, Channel.VIDEO),
    Invented(
        "Katherine Johnson in/katherine-j-demo #aero every 12w :: likes hand-drawn charts", 320, 81, 78, 3, Channel.CALL
    ),
    # Promises and follow-ups.
    Invented("Barbara Liskov @barbara_l #talks every 12w", 150, 30, 30, 3, Channel.EMAIL),
    Invented("Frances Allen in/fran-allen-demo #compilers every 12w", 170, 25, 28, 4),
    Invented("Ada Lovelace @ada #pioneers every 12w :: wants a co-speaker", 30, 20, 0, 1),
    # Met once, at a conference some weeks ago.
    Invented("Zoë Ünïcode @zoe@hachyderm.io #i18n", 37, met_at=PYCON, met_note="tests names in twelve scripts"),
    Invented("Linus Pauling @linus_p@fosstodon.org #crystals", 37, met_at=PYCON, met_note="build team, tall"),
    Invented("Hedy Lamarr hedy.bsky.social #radio #fosdem", 37, met_at=PYCON, met_note="frequency hopping over lunch"),
    # Snoozed until now.
    Invented("Donald Knuth https://knuth.example.org #books every 8w", 280, 90, 50, 3, Channel.EMAIL),
    # Fresh.
    Invented(
        "Edsger Dijkstra https://edsger.example.org #talks every 12w :: writes by hand", 290, 20, 20, 4, Channel.EMAIL
    ),
    Invented("Mary Jackson in/mary-jackson-demo #aero every 12w", 340, 40, 24, 7, Channel.CALL),
    Invented("Dorothy Vaughan in/dorothy-v-demo #aero every 6w", 210, 12, 40, 4, Channel.CALL),
    Invented("Annie Easley @annie_e #rockets every 12w", 190, 9, 22, 5, met_at=EUROPYTHON),
    Invented("Karen Jones @karen@mastodon.social #search every 12w", 160, 14, 25, 4, Channel.REPLY, met_at=EUROPYTHON),
    Invented("Evelyn Boyd in/evelyn-b-demo #orbits every 12w", 180, 6, 30, 4),
    Invented("Sister Mary Kenneth @smk@scholar.social #teaching every 12w", 150, 11, 24, 5, Channel.COMMENT),
    Invented("Adele Goldberg in/adele-g-demo #languages every 12w", 220, 16, 33, 4, Channel.EMAIL, met_at=EUROPYTHON),
    Invented("Jean Bartik @jean_b #eniac every 12w", 140, 5, 19, 5),
    Invented("Kathleen Booth @kathleen@mastodon.scot #assembly every 12w", 230, 18, 36, 4, met_at=PYCON),
    Invented("Tony Hoare https://hoare.example.org #talks", 240, 8, 29, 5, Channel.EMAIL),
    Invented("Shafi Goldwasser shafi.bsky.social #crypto #fosdem every 12w", 120, 10, 21, 4, Channel.REPLY),
    Invented("Leslie Lamport @leslie_l #clocks every 12w", 200, 15, 31, 5),
    Invented("Lynn Conway in/lynn-c-demo #chips every 12w", 170, 7, 26, 4),
    Invented("Marian Croak @marian_c #voice #fosdem every 12w", 130, 13, 24, 4, Channel.MENTION),
    # Added, not talked with yet.
    Invented("Erna Hoover @erna_h #switching #fosdem", 5),
    Invented("Ida Rhodes ida.bsky.social #i18n", 3),
    Invented("Betty Holberton @betty@fosstodon.org #eniac", 2),
    # Let go, and dormant.
    Invented("John Backus in/john-b-demo #languages every never", 300, 200, 30, 3),
    Invented("Kay McNulty @kay_m #eniac", 700, 520, 20, 4),
    Invented("Ken Iverson @ken_i #languages", 650, 480, 25, 4),
    Invented("Ruth Teitelbaum in/ruth-t-demo #eniac every 12w", 90, 4, 17, 4, Channel.VIDEO),
)
"""Everybody but the inbox."""

INBOX = (
    ("Jean Sammet", "jean-sammet-demo", "Formula Works", "Language designer", (40, 62, 90, 130)),
    ("Stephanie Shirley", "steve-shirley-demo", "Freelance Programmers", "Founder", (55, 58)),
    ("Mavis Batey", "mavis-batey-demo", "Garden History Trust", "Historian", (75,)),
    ("Klara von Neumann", "klara-vn-demo", "Weather Bureau", "Programmer", ()),
    ("Alexandra Forsythe", "alexandra-f-demo", "College Press", "Author", ()),
)
"""Name, LinkedIn name, organisation, position, and the days before today on which there was a message."""

PROMISES = (
    ("Barbara Liskov", "send the CLU paper", 21, None),
    ("Frances Allen", "introduce her to Jean Bartik", 14, None),
    ("Ada Lovelace", "read her talk proposal", 20, 6),
    ("Lynn Conway", "book a table for four", 7, -3),
)
"""To whom, what, made how many days ago, and due how many days ago (None: open; below 0: in the future)."""
