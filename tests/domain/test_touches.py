"""What each interaction weighs, and outreach that nobody answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from netbook.domain.channels import Channel, Direction
from netbook.domain.touches import UNANSWERED, WEIGHTS, Touch, WeighedDay, weigh

if TYPE_CHECKING:
    from random import Random

START = date(2026, 1, 1)

touches = st.lists(
    st.builds(
        Touch,
        st.integers(0, 40).map(lambda day: START + timedelta(day)),
        st.sampled_from(list(Channel)),
        st.sampled_from(list(Direction)),
    ),
    max_size=25,
)


def touch(day: int, channel: Channel, direction: Direction) -> Touch:
    """Make a touch on a day counted from the start."""
    return Touch(START + timedelta(day), channel, direction)


def weights(*given_touches: Touch) -> list[float]:
    """Give the weights of the days, in order."""
    return [day.weight for day in weigh(given_touches)]


def test_a_message_of_mine_is_outreach_until_it_is_answered() -> None:
    """What I wrote counts 0.2 while nobody answers, and in full once somebody does, later or on the same day."""
    mine = touch(0, Channel.MESSAGE, Direction.BY_ME)
    theirs = touch(9, Channel.MESSAGE, Direction.BY_THEM)
    assert weights(mine) == [UNANSWERED]
    assert weights(mine, theirs) == [0.7, 0.7]
    assert weights(mine, touch(0, Channel.REPLY, Direction.BY_THEM)) == [0.7]


def test_my_answer_counts_in_full() -> None:
    """What I write after they did is an answer; the one after that is outreach again."""
    theirs = touch(0, Channel.EMAIL, Direction.BY_THEM)
    answer = touch(1, Channel.EMAIL, Direction.BY_ME)
    again = touch(5, Channel.EMAIL, Direction.BY_ME)
    assert weights(theirs, answer, again) == [0.7, 0.7, UNANSWERED]


def test_a_talk_has_two_sides_whoever_began_it() -> None:
    """A meeting, call or video of mine needs no answer, and answers what I wrote before."""
    call = touch(3, Channel.CALL, Direction.BY_ME)
    assert weights(call) == [1.0]
    assert weights(touch(0, Channel.MESSAGE, Direction.BY_ME), call) == [0.7, 1.0]


def test_a_like_of_theirs_is_no_answer() -> None:
    """A reaction does not turn outreach into a talk."""
    mine = touch(0, Channel.MESSAGE, Direction.BY_ME)
    assert weights(mine, touch(1, Channel.REACTION, Direction.BY_THEM)) == [UNANSWERED, 0.1]


def test_outreach_never_weighs_more_than_its_channel() -> None:
    """A like of mine that nobody answers weighs 0.1, not 0.2."""
    assert weights(touch(0, Channel.REACTION, Direction.BY_ME)) == [0.1]


def test_a_broadcast_leaves_no_day() -> None:
    """What weighs nothing is no contact at all."""
    assert weigh([touch(0, Channel.BROADCAST, Direction.BY_THEM)]) == []


def test_several_on_one_day_count_once() -> None:
    """A day weighs what its heaviest interaction does."""
    like, call = touch(2, Channel.REACTION, Direction.BY_THEM), touch(2, Channel.CALL, Direction.BOTH)
    assert weigh([like, call]) == [WeighedDay(call.on, 1.0)]


@given(touches, st.randoms())
def test_order_does_not_matter_and_days_are_sorted(given_touches: list[Touch], random: Random) -> None:
    """Touches in any order give the same days, each once, in order, none heavier than its heaviest channel."""
    shuffled = list(given_touches)
    random.shuffle(shuffled)
    days = weigh(shuffled)
    assert days == weigh(given_touches)
    assert [day.on for day in days] == sorted({day.on for day in days})
    for day in days:
        assert 0 < day.weight <= max(WEIGHTS[each.channel] for each in given_touches if each.on == day.on)


@given(touches)
def test_hearing_from_them_never_makes_a_day_lighter(given_touches: list[Touch]) -> None:
    """An answer on the last day makes every earlier day weigh at least as much."""
    answered = [*given_touches, touch(50, Channel.REPLY, Direction.BY_THEM)]
    before = {day.on: day.weight for day in weigh(given_touches)}
    after = {day.on: day.weight for day in weigh(answered)}
    assert all(after[day] >= weight for day, weight in before.items())
