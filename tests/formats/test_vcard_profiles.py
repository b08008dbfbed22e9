"""Accounts on networks, in every spelling that address books use for them."""

from __future__ import annotations

import pytest

from netbook.domain.handles import Handle
from netbook.domain.records import Origin, PersonRecord
from netbook.formats.vcard.lines import properties
from netbook.formats.vcard.people import person


def _person(lines: str) -> PersonRecord:
    found = person(properties(f"FN:Ada\n{lines}\n".encode()), Origin("x.vcf", 1))
    assert isinstance(found, PersonRecord)
    return found


@pytest.mark.parametrize(
    ("line", "network", "key"),
    [
        ("X-SOCIALPROFILE;type=twitter;x-user=jane:http://twitter.com/jane", "x", "jane"),
        ("X-SOCIALPROFILE;type=twitter:https://x.com/Jane", "x", "jane"),
        ("X-SOCIALPROFILE;type=twitter;x-user=jane:x-apple:jane", "x", "jane"),
        ("X-SOCIALPROFILE;x-user=jane;type=pref;type=Twitter:", "x", "jane"),
        ("X-SOCIALPROFILE;type=twitter:twitter:https://twitter.com/TEST", "x", "test"),
        ("X-SOCIALPROFILE;TYPE=TWITTER:twitter:@jane", "x", "jane"),
        ("X-SOCIALPROFILE;type=facebook:xmpp:https://www.facebook.com/jane.doe", "facebook", "janedoe"),
        ("X-SOCIALPROFILE;type=linkedin;x-user=jane:http://www.linkedin.com/in/jane", "linkedin", "jane"),
        ("X-SOCIALPROFILE;type=Mastodon:x-apple:%40jane%40example.social", "mastodon", "jane@example.social"),
        (
            "item1.X-SOCIALPROFILE:x-apple:jane@example.social\nitem1.X-ABLabel:Mastodon",
            "mastodon",
            "jane@example.social",
        ),
        ("X-SOCIALPROFILE;type=pixelfed:@jane@pixelfed.social", "mastodon", "jane@pixelfed.social"),
        ("SOCIALPROFILE;SERVICE-TYPE=Mastodon;USERNAME=foo:https://example.com/@foo", "mastodon", "foo@example.com"),
        ("SOCIALPROFILE;SERVICE-TYPE=X;VALUE=text:peter", "x", "peter"),
        ("SOCIALPROFILE;SERVICE-TYPE=Bluesky;VALUE=text:peter.bsky.social", "bluesky", "peter.bsky.social"),
        ("SOCIALPROFILE:https://github.com/peter", "github", "peter"),
        ("IMPP;X-SERVICE-TYPE=Twitter:x-apple:jane", "x", "jane"),
        ("IMPP:twitter:@x", "x", "x"),
        ("IMPP:xmpp:https://www.facebook.com/jane.doe", "facebook", "janedoe"),
        ("IMPP;X-SERVICE-TYPE=Telegram:tg:resolve?domain=jane", "telegram", "jane"),
        ("IMPP:telegram:jane_doe", "telegram", "jane_doe"),
        ("IMPP:matrix:u/jane:example.org", "matrix", "jane:example.org"),
        ("IMPP:matrix:@jane:example.org", "matrix", "jane:example.org"),
        ("IMPP:tel:+442079460000", "phone", "+442079460000"),
        ("IMPP;X-SERVICE-TYPE=WhatsApp:+44 20 7946 0000", "phone", "+442079460000"),
        ("X-TWITTER:jane", "x", "jane"),
        ("X-TWITTER;TYPE=work:@Jane", "x", "jane"),
        ("X-Twitter-Username:jane", "x", "jane"),
        ("X-MASTODON:@jane@example.social", "mastodon", "jane@example.social"),
        ("X-messaging/twitter-All:jane", "x", "jane"),
        ("X-messaging/matrix-All:@jane:example.org", "matrix", "jane:example.org"),
        ("URL:https://x.com/jane", "x", "jane"),
        ("URL;type=LinkedIn:www.linkedin.com/in/jane", "linkedin", "jane"),
        ("item5.URL:http\\://x.com/jane\nitem5.X-ABLabel:PROFILE", "x", "jane"),
        ("URL:example.org", "blog", "example.org"),
        ("URL;VALUE=uri:https://example.org/~jane", "blog", "example.org/~jane"),
        ("URL:mailto:jane@example.org", "email", "jane@example.org"),
        ("X-EVOLUTION-BLOG-URL:http://jane.example/blog", "blog", "jane.example/blog"),
        ("X-SOCIALPROFILE;type=myspace;x-user=jane:http://www.myspace.com/jane", "blog", "myspace.com/jane"),
        ("SOCIALPROFILE;SERVICE-TYPE=Newish:https://newish.example/jane", "blog", "newish.example/jane"),
        ("EMAIL;TYPE=work:Jane <jane@Example.ORG>", "email", "jane@example.org"),
        ("TEL;VALUE=uri:tel:+1-111-555-1212;ext=5", "phone", "+11115551212;ext=5"),
    ],
)
def test_spellings(line: str, network: str, key: str) -> None:
    """Each spelling gives the one account that is meant, and nothing is left over."""
    found = _person(line)
    assert [(handle.network, handle.key.removeprefix("@")) for handle in found.handles] == [(network, key)]
    assert found.notes is None


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("X-SKYPE:live:jane", "Skype: live:jane"),
        ("X-SKYPE-USERNAME;TYPE=home:jane.skype", "Skype: jane.skype"),
        ("IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:jane", "Skype: jane"),
        ("IMPP;X-SERVICE-TYPE=GoogleTalk:xmpp:jane@gmail.com", "Google Talk: jane@gmail.com"),
        ("IMPP:sip:jane@example.org", "SIP: jane@example.org"),
        ("X-GOOGLE TALK;TYPE=WORK:jane", "Google Talk: jane"),
        ("X-GTALK:jane", "Google Talk: jane"),
        ("X-JABBER:jane@example.org", "Jabber: jane@example.org"),
        ("X-ICQ:123456789", "ICQ: 123456789"),
        ("X-messaging/aim-All:jane\ue000jane2", "AIM: jane\nAIM: jane2"),
        ("X-messaging/newish-All:jane", "newish: jane"),
        ("X-SOCIALPROFILE;type=custom;x-user=jane:x-apple:jane", "Profile: jane"),
        ("item1.X-SOCIALPROFILE;x-user=jane:x-apple:jane\nitem1.X-ABLabel:Newish", "Newish: jane"),
        ("SOCIALPROFILE;SERVICE-TYPE=Newish;VALUE=text:jane", "Newish: jane"),
        ("SOCIALPROFILE;SERVICE-TYPE=X;VALUE=text:no such name", "X: no such name"),
        ("X-TWITTER:https://x.com/hashtag/pycon", "twitter: https://x.com/hashtag/pycon"),
        ("URL:https://t.co/abc", "Link: https://t.co/abc"),
        (
            "item1.URL:https://www.linkedin.com/company/acme\nitem1.X-ABLabel:_$!<Work>!$_",
            "Work: https://www.linkedin.com/company/acme",
        ),
        ("URL:jane", "Link: jane"),
        ("TEL:BusinessPhone", "Phone: BusinessPhone"),
        ("TEL;TYPE=FAX:+44 20 7946 0000", "Fax: +44 20 7946 0000"),
        ("EMAIL:not an address", "E-mail: not an address"),
    ],
)
def test_what_no_account_can_be_made_of(line: str, note: str) -> None:
    """An account on a service that netbook does not know, or one that cannot be read, is kept in the notes."""
    found = _person(line)
    assert found.handles == ()
    assert found.notes == note


@pytest.mark.parametrize(
    "line",
    [
        "X-ABUID:12:ABPerson",
        "X-ABShowAs:COMPANY",
        "X-META:x",
        "X-PHONETIC-FIRST-NAME:Jon",
        "X-ID:1",
        "X-OTHER:y",
        "URL:",
        "X-SKYPE: ",
    ],
)
def test_properties_that_tell_of_no_account(line: str) -> None:
    """Properties named for other things are no accounts."""
    found = _person(line)
    assert (found.handles, found.notes) == ((), None)


def test_an_account_is_there_once() -> None:
    """The same account in several spellings is one."""
    found = _person("X-TWITTER:jane\nURL:https://twitter.com/jane\nIMPP:twitter:@jane\nTEL:1 234 567\nTEL:1-234-567")
    assert [handle.network for handle in found.handles] == ["x", "phone"]
    assert found.handles[0] == Handle("x", "jane", "@jane", None, "https://x.com/jane")


def test_a_service_in_the_wrong_place_is_outdone_by_the_link() -> None:
    """A link says better where it leads than the service it is filed under."""
    found = _person("X-SOCIALPROFILE;type=twitter:https://github.com/jane")
    assert [(handle.network, handle.key) for handle in found.handles] == [("github", "jane")]
