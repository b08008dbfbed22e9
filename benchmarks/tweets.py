"""A tweets.js of any length, the same for the same seed: invented people, in the form that X writes."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

OWNER = 4_711
PEOPLE = 5_000
_BEGIN = datetime(2011, 1, 1, tzinfo=UTC)
_SENTENCE = "the plan for a talk on looms and engines is here with notes from the meeting of last week in the old mill"
_WORDS = _SENTENCE.split()
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_KINDS = 200
_BLOCK = 2_000


def write_tweets(file: Path, size: int, seed: int = 1) -> int:
    """Write a tweets.js of about so many bytes, and give the number of its tweets."""
    chance = random.Random(seed)
    shapes = [_shape(chance) for _ in range(_KINDS)]
    count = written = 0
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        written += stream.write("window.YTD.tweets.part0 = [\n")
        while written < size:
            block = ",\n".join(_tweet(chance.choice(shapes), count + each, chance) for each in range(_BLOCK))
            written += stream.write(block if count == 0 else f",\n{block}")
            count += _BLOCK
        stream.write("\n]\n")
    return count


def _tweet(shape: str, number: int, chance: random.Random) -> str:
    at = _BEGIN + timedelta(minutes=53 * number)
    date = f"{_DAYS[at.weekday()]} {_MONTHS[at.month - 1]} {at:%d %H:%M:%S} +0000 {at.year}"
    who = chance.randrange(1, PEOPLE)
    return (
        shape.replace("@ID@", str(20_000_000_000 + number))
        .replace("@DATE@", date)
        .replace("@WHO@", f"person_{who}")
        .replace("@WHOSE@", str(900_000 + who))
    )


def _shape(chance: random.Random) -> str:
    """Return one tweet with marks in place of what differs: an own one, a reply, a mention or a retweet."""
    kind = chance.choices(("own", "reply", "mention", "retweet"), (3, 4, 2, 1))[0]
    words = " ".join(chance.choices(_WORDS, k=chance.randrange(5, 40)))
    start = {"own": "", "reply": "@@WHO@ ", "mention": "with @@WHO@ ", "retweet": "RT @@WHO@: "}[kind]
    mention = {
        "name": "A Person &amp; Co",
        "screen_name": "@WHO@",
        "indices": ["3", "16"],
        "id_str": "@WHOSE@",
        "id": "@WHOSE@",
    }
    tweet: dict[str, Any] = {
        "edit_info": {
            "initial": {
                "editTweetIds": ["@ID@"],
                "editableUntil": "2023-02-18T13:33:11.000Z",
                "editsRemaining": "5",
                "isEditEligible": kind == "own",
            }
        },
        "retweeted": False,
        "source": '<a href="https://mobile.example.org" rel="nofollow">A web app</a>',
        "entities": {
            "hashtags": [],
            "symbols": [],
            "user_mentions": [] if kind == "own" else [mention],
            "urls": [_address()] if chance.random() < 0.3 else [],
        },
        "display_text_range": ["0", "140"],
        "favorite_count": "1",
        "id_str": "@ID@",
        "truncated": False,
        "retweet_count": "0",
        "id": "@ID@",
        "created_at": "@DATE@",
        "favorited": False,
        "full_text": f"{start}{words} &lt;3",
        "lang": "en",
    }
    if kind == "reply":
        tweet |= {
            "in_reply_to_status_id": "19000000001",
            "in_reply_to_status_id_str": "19000000001",
            "in_reply_to_user_id": "@WHOSE@",
            "in_reply_to_user_id_str": "@WHOSE@",
            "in_reply_to_screen_name": "@WHO@",
        }
    text = json.dumps({"tweet": tweet}, indent=2, separators=(",", " : "))
    return "\n".join(f"  {line}" for line in text.splitlines())


def _address() -> dict[str, Any]:
    return {
        "url": "https://t.co/aaaaaaaaaa",
        "expanded_url": "https://example.org/a/page/that/is/long",
        "display_url": "example.org/a/page/that/…",
        "indices": ["20", "43"],
    }
