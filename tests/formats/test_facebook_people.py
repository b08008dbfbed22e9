"""Who is who in a Facebook export: friends, correspondents and namesakes, and which of them is the user."""

from __future__ import annotations

import pytest

from netbook.domain.channels import Direction
from netbook.domain.records import Fate
from netbook.formats.meta.cast import HIDDEN, NAMESAKES
from netbook.formats.meta.talk import TO_ONESELF
from tests.formats.meta_exports import (
    PROFILE,
    conversation,
    interactions_in,
    left_out_of,
    message_from,
    people_in,
    read_facebook,
    talk_with_ada,
)


def test_a_friend_and_a_correspondent_of_one_name_are_one_person() -> None:
    """Where nobody else bears the name, the conversation is with the friend, also in a group."""
    records = talk_with_ada(
        message_from("Ada Lovelace"),
        beside={
            "friends/friends.json": {"friends_v2": [{"name": "Ada Lovelace", "timestamp": 1}]},
            "messages/inbox/group_2/message_1.json": conversation(
                ["Ada Lovelace", "Bob", "Me Myself"], message_from("Ada Lovelace")
            ),
        },
    )
    (ada,) = (person for person in people_in(records) if person.name == "Ada Lovelace")
    assert ada.keys == ("fb:friend:ada lovelace:1", "fb:thread:ada_1", "fb:name:ada lovelace")
    assert {pair for record in interactions_in(records) for pair in record.named} == {(ada.key, "Ada Lovelace")}


def test_people_of_one_name_are_kept_apart() -> None:
    """Two conversations of two with the same name are two people, and in a group it is not guessed which is meant."""
    me, alex = "Me Myself", "Alex Kim"
    records = read_facebook(
        {
            "profile_information/profile_information.json": PROFILE,
            "messages/inbox/alexkim_1/message_1.json": conversation([alex, me], message_from(alex)),
            "messages/inbox/alexkim_2/message_1.json": conversation([alex, me], message_from(alex)),
            "messages/inbox/group_3/message_1.json": conversation(
                [alex, "Bob", me], message_from(alex), message_from(me)
            ),
            "friends/friends.json": {"friends_v2": [{"name": alex, "timestamp": 5}, {"name": alex, "timestamp": 6}]},
        }
    )
    assert sorted(person.key for person in people_in(records) if person.name == alex) == [
        "fb:friend:alex kim:5",
        "fb:friend:alex kim:6",
        "fb:thread:alexkim_1",
        "fb:thread:alexkim_2",
    ]
    assert (Fate.SKIPPED, NAMESAKES, 1) in left_out_of(records)
    assert [name for _, name in interactions_in(records)[-1].named] == ["Bob"]


@pytest.mark.parametrize("name", ["Facebook user", ""])
def test_closed_accounts_make_nobody(name: str) -> None:
    """Where the name is hidden there is nobody to be in touch with."""
    records = talk_with_ada(message_from(name), message_from("Me Myself"), people=(name, "Me Myself"))
    assert left_out_of(records) == [(Fate.SKIPPED, HIDDEN, 1)] * 2


def test_talking_to_oneself_is_skipped() -> None:
    """A conversation of the user alone touches nobody."""
    assert left_out_of(talk_with_ada(message_from("Me Myself"), people=("Me Myself",))) == [
        (Fate.SKIPPED, TO_ONESELF, 1)
    ]


def test_somebody_of_the_users_own_name_is_not_guessed() -> None:
    """Where the other bears the user's name, who wrote what is not known."""
    records = talk_with_ada(message_from("Me Myself"), people=("Me Myself", "Me Myself"))
    assert left_out_of(records) == [(Fate.SKIPPED, NAMESAKES, 1)]


def test_without_a_profile_the_conversations_show_the_user() -> None:
    """The title of a conversation of two is the other's name; else the user is who takes part everywhere."""
    titled = read_facebook({"messages/inbox/a_1/message_1.json": conversation(["Ada", "Me"], message_from("Me"))})
    assert [record.direction for record in interactions_in(titled)] == [Direction.BY_ME]
    everywhere = read_facebook(
        {
            "messages/inbox/a_1/message_1.json": conversation(["Ada", "Bob", "Me"], message_from("Me"), title="One"),
            "messages/inbox/a_2/message_1.json": conversation(["Zoe", "Eve", "Me"], message_from("Zoe"), title="Two"),
        }
    )
    assert [record.direction for record in interactions_in(everywhere)] == [Direction.BY_ME, Direction.BY_THEM]


def test_where_the_user_is_unknown_the_direction_is_both() -> None:
    """A lone group still says who was in touch, and does not say who of them the user is."""
    records = read_facebook(
        {"messages/inbox/a_1/message_1.json": conversation(["Ada", "Bob", "Me"], message_from("Ada"), title="Crew")}
    )
    assert [(record.direction, record.named[0][1]) for record in interactions_in(records)] == [(Direction.BOTH, "Ada")]
