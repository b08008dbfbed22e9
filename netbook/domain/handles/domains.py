"""Domain names: their plain form, and which words look like one."""

from __future__ import annotations

import re

_LONGEST = 253  # characters, by the rules of DNS
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LOOSE_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_TOP_LABEL = re.compile(r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_SHORTEST_OWN_LABEL = 2
_COUNTRY_LABEL = 2

# Degrees and titles that are also countries (md, ma, ba, sc, sr, ms) are left out: “Smith.md” is a doctor.
_COUNTRIES_WORDS = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd "
    "cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd "
    "ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke "
    "kg kh ki km kn kr kw ky kz la lb lc li lk lr ls lt lu lv ly mc me mg mh mk ml mm mn mo mp mq mr mt mu mv mw mx "
    "my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb "
    "sd se sg sh si sk sl sm sn so ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us "
    "uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_COUNTRIES = frozenset(_COUNTRIES_WORDS.split())
_GENERIC_WORDS = (
    "com org net edu gov mil int info biz name pro aero coop museum academy actor agency app art arts audio bar "
    "best bike bio blog blue build business cafe camp cards care careers cat center chat church cloud club codes "
    "coffee community company computer consulting cool courses cricket dance data dating day design dev digital "
    "directory earth eco education email energy engineer engineering eus events example exchange expert express "
    "family fans farm fashion film fish fit foo foundation fun fund fyi gal gallery game games garden gay global "
    "gmbh gold graphics green group guide guru health help hiphop homes host house how inc industries ing ink "
    "institute international jobs kitchen land law legal life limited link live lol london love ltd management "
    "marketing media moe mom money monster network new news ninja observer one online ooo page paris party photo "
    "photography photos pics pictures pink pizza place plus press productions pub quest radio recipes red rehab "
    "report reviews rip rocks run school science scot services shop show site sk ski social software solar "
    "solutions space store stream studio study style sucks support surf systems tax team tech technology tips today "
    "tools top tours town toys training travel tube university uno vegas ventures video vip vision vote wales watch "
    "web website wiki win work works world wtf xyz yoga zone berlin hamburg koeln wien tokyo nyc amsterdam brussels "
    "bzh cymru swiss"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
_TITLES = frozenset({"dr", "mr", "mrs", "miss", "mx", "prof", "rev", "st", "sr", "jr", "sir", "no", "vs"})


def ascii_domain(text: str) -> str | None:
    """Return a domain name in lower case with international labels as A-labels, or None if it is none.

    Underscores are let through, as some sites have them in their names; addresses made of numbers are not.
    """
    domain = text.removesuffix(".")
    if len(domain) > _LONGEST:
        return None
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    labels = domain.lower().split(".")
    named = len(labels) > 1 and all(map(_LOOSE_LABEL.fullmatch, labels)) and _TOP_LABEL.fullmatch(labels[-1])
    return ".".join(labels) if named and sum(map(len, labels)) + len(labels) <= _LONGEST + 1 else None


def account_domain(text: str) -> str | None:
    """Return the plain form of a domain on which accounts can live, which excludes underscores; None if it is none."""
    domain = ascii_domain(text)
    return domain if domain is not None and all(map(_LABEL.fullmatch, domain.split("."))) else None


def looks_like_domain(word: str) -> bool:
    """Say whether a word is more likely a domain name (“ada.blog”) than part of a name (“St.John”, “J.R.R.”, “B.Sc”).

    Its ending is one of a known list and in lower case (a word all in capitals may end in “.COM”), the label before
    has two characters or more, some letter stands before the ending, and it does not begin with a title (“dr.no”).
    """
    if ascii_domain(word) is None or word.endswith("."):
        return False
    *own, top = word.split(".") if "." in word else ("", word)
    shouted = word == word.upper() and len(top) > _COUNTRY_LABEL
    known = top.lower() in _COUNTRIES or top.lower() in _GENERIC or top.lower().startswith("xn--")
    if not known or not (top == top.lower() or shouted) or len(own[-1]) < _SHORTEST_OWN_LABEL:
        return False
    titled = len(own) == 1 and own[0].lower() in _TITLES
    return not titled and any(character.isalpha() for label in own for character in label)
