"""A guess at what each column of a table is: by the words of its heading, held against its cells, else by these alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netbook.domain.handles import NETWORKS, network_named
from netbook.domain.handles.links import has_web_scheme
from netbook.domain.handles.reach import is_international_number, is_phone_number
from netbook.domain.text import plain
from netbook.errors import UsageProblem
from netbook.formats.spreadsheets.cells import cell_birthday, cell_date, values
from netbook.formats.spreadsheets.people import read_account
from netbook.formats.spreadsheets.targets import DATES, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netbook.formats.spreadsheets.targets import Column

_MOST = 0.6
"""The share of cells that must look like what the heading says, for the heading to be believed."""
_NOT_A_WORD = re.compile(r"[^\w]{1,40}|_{1,40}")
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,190}\.[^\s@<>.]{2,63}")
_NAME = re.compile(r"[^\W\d_][\w.'’-]{0,40}(?: [^\W\d_][\w.'’-]{0,40}){1,3}")
_HONORIFIC = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|prof|herr|frau|mme|mlle|sr|sra)\.?", re.IGNORECASE)

_PHRASES: Mapping[str, str] = {
    Target.NAME: (
        "name | full name | contact | contact name | person | display name | who | attendee | participant | nom complet | "
        "nombre completo | vollstandiger name | ansprechpartner | kontakt | teilnehmer | anzeigename | names | nom | nombre"
    ),
    Target.FIRST_NAME: (
        "first name | firstname | first | given name | givenname | forename | vorname | prenom | primer nombre | rufname"
    ),
    Target.LAST_NAME: (
        "last name | lastname | last | surname | family name | familyname | nachname | familienname | "
        "nom de famille | apellido | apellidos"
    ),
    Target.ORGANISATION: (
        "organisation | organization | company | company name | employer | firm | affiliation | institution | university | "
        "org | workplace | firma | unternehmen | arbeitgeber | institut | einrichtung | entreprise | societe | employeur | "
        "empresa | compania | organizacion | organisation name | organization name | account name"
    ),
    Target.POSITION: (
        "position | job title | jobtitle | role | title | job | occupation | job role | headline | beruf | funktion | stelle | "
        "poste | fonction | titre | profession | puesto | cargo | ocupacion | tatigkeit"
    ),
    Target.SECTOR: "sector | industry | field | branche | secteur | sektor | industria | domaine",
    Target.LOCATION: (
        "location | city | town | place | country | based in | region | ort | stadt | wohnort | land | standort | ville | lieu | "
        "pays | localite | ciudad | ubicacion | lugar | pais | localidad"
    ),
    Target.TAGS: (
        "tags | tag | labels | label | groups | group | categories | category | keywords | lists | list | schlagworter | "
        "schlagworte | kategorien | kategorie | gruppe | gruppen | etiquettes | categories | groupe | groupes | etiquetas | "
        "categorias | grupos"
    ),
    Target.NOTES: (
        "notes | note | comments | comment | description | remarks | remark | bio | about | memo | notizen | notiz | "
        "bemerkung | bemerkungen | kommentar | anmerkungen | remarques | commentaire | commentaires | notas | comentarios | "
        "observaciones | context"
    ),
    Target.BIRTHDAY: (
        "birthday | birth date | birthdate | date of birth | dob | born | geburtstag | geburtsdatum | anniversaire | "
        "date de naissance | cumpleanos | fecha de nacimiento"
    ),
    Target.MET_ON: (
        "met on | met | date met | met date | first met | when met | when we met | kennengelernt | kennengelernt am | "
        "getroffen am | rencontre le | conocido el"
    ),
    Target.MET_AT: (
        "met at | event | where met | where we met | conference | meetup | met where | event name | veranstaltung | "
        "kennengelernt bei | evenement | rencontre a | evento | conocido en"
    ),
    Target.LAST_CONTACT: (
        "last contact | last contacted | last contact date | last contacted on | last spoke | last talked | last touch | "
        "last interaction | last conversation | last meeting | last seen | letzter kontakt | dernier contact | "
        "ultimo contacto"
    ),
    Target.PHONE: (
        "phone | telephone | mobile | cell | phone number | tel | telefon | handy | mobil | telefonnummer | portable | "
        "telefono | movil | celular"
    ),
    Target.HANDLE: (
        "handle | handles | username | user name | account | profile | profile url | profile link | url | urls | link | links | "
        "website | web | homepage | blog | web page | webpage | site | social | social media | webseite | profil | "
        "site web | pagina web | perfil | sitio web"
    ),
}
_BY_PHRASE = {phrase: str(target) for target, phrases in _PHRASES.items() for phrase in phrases.split(" | ")}
_EMAIL_WORDS = frozenset({"email", "emails", "mail", "correo", "courriel", "emailaddress"})
_PHONE_WORDS = frozenset(_PHRASES[Target.PHONE].split(" | "))
_ANYWHERE = (Target.BIRTHDAY, Target.HANDLE, Target.LAST_NAME, Target.FIRST_NAME)
_NOT_PROFILES = frozenset({"email", "phone", "blog"})
_BESIDE_X = frozenset({"handle", "username", "account", "profile", "url", "link"})
_BESIDE_OTHERS = {
    # With the second heading beside it, the first is a part of the name.
    "name": ("vorname", Target.LAST_NAME),
    "nom": ("prenom", Target.LAST_NAME),
    "nombre": ("apellidos", Target.FIRST_NAME),
}


def guessed_columns(columns: Sequence[Column]) -> dict[str, str]:
    """Guess what every column is; what nothing tells is ignored."""
    phrases = {_phrase(column.name) for column in columns}
    guesses = {column.name: str(_guess(column, phrases)) for column in columns}
    if not any(column.heading for column in columns):
        _guess_name(columns, guesses)
    return guesses


def _guess(column: Column, phrases: set[str]) -> str:
    for target in _by_heading(_phrase(column.name), phrases):
        if _believable(target, column.samples):
            return target
    return _by_cells(column.samples)


def _phrase(heading: str) -> str:
    """Return the words of a heading without accents, numbers and the words that say nothing."""
    words = _NOT_A_WORD.sub(" ", plain(heading).replace("e-mail", "email").replace("e mail", "email")).split()
    return " ".join(word for word in words if not word.isdecimal() and word not in {"value", "your", "their", "the"})


def _by_heading(phrase: str, phrases: set[str]) -> list[str]:
    """Return what a heading may mean, the likeliest first."""
    beside = _BESIDE_OTHERS.get(phrase)
    if beside is not None and beside[0] in phrases:
        return [beside[1]]
    words = phrase.split()
    found = [_BY_PHRASE[phrase]] if phrase in _BY_PHRASE else []
    if not _EMAIL_WORDS.isdisjoint(words):
        found.append(Target.EMAIL)
    found += _networks(words)
    if not _PHONE_WORDS.isdisjoint(words):
        found.append(Target.PHONE)
    found += [target for target in _ANYWHERE if any(f" {part} " in f" {phrase} " for part in _long_phrases(target))]
    return found


def _networks(words: Sequence[str]) -> list[str]:
    found = []
    for word in words:
        try:
            network = network_named(word).name
        except UsageProblem:
            continue
        # Two letters are a word of their own in some language.
        short = len(word) <= 2 and not (word == "x" and _BESIDE_X.issuperset(set(words) - {"x"}))
        if network not in _NOT_PROFILES and not short:
            found.append(network)
    return found


def _long_phrases(target: Target) -> list[str]:
    return [phrase for phrase in _PHRASES[target].split(" | ") if len(phrase) > 4]


def _by_cells(samples: Sequence[str]) -> str:
    """Say what cells are by their form alone."""
    if samples:
        for target, holds in ((Target.EMAIL, _has_address), (Target.HANDLE, _has_link), (Target.PHONE, _is_abroad)):
            if _share(samples, holds) >= 0.8:
                return target
    return Target.IGNORE


def _guess_name(columns: Sequence[Column], guesses: dict[str, str]) -> None:
    """Take the first column of several words each for the names, where no heading names one."""
    for column in columns:
        if guesses[column.name] == Target.IGNORE and _share(column.samples, _is_name) >= 0.8:
            guesses[column.name] = Target.NAME.value
            return


def _believable(target: str, samples: Sequence[str]) -> bool:
    """Say whether the cells can be what the heading says; without cells there is nothing against it."""
    if not samples:
        return True
    if target == Target.POSITION:
        return _share(samples, lambda cell: bool(_HONORIFIC.fullmatch(cell.strip()))) < _MOST
    holds = _HOLDS.get(target)
    if holds is None and target in NETWORKS:
        return _share(samples, lambda cell: any(read_account(value, target) for value in values(cell))) >= _MOST
    return holds is None or _share(samples, holds) >= _MOST


def _share(samples: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, samples)) / len(samples) if samples else 0.0


def _has_address(cell: str) -> bool:
    return any(_ADDRESS.search(value[:400]) for value in values(cell)[:3])


def _has_link(cell: str) -> bool:
    return any(has_web_scheme(value) and read_account(value, None) for value in values(cell)[:3])


def _has_account(cell: str) -> bool:
    return any(read_account(word, None) for value in values(cell)[:3] for word in value.split()[:3])


def _has_number(cell: str) -> bool:
    return any(is_phone_number(value) for value in values(cell)[:3])


def _is_abroad(cell: str) -> bool:
    return any(is_international_number(value) for value in values(cell)[:3])


def _has_day(cell: str) -> bool:
    return cell_date(cell, day_first=True) is not None or cell_birthday(cell, day_first=True) is not None


def _is_name(cell: str) -> bool:
    return _NAME.fullmatch(cell.strip()) is not None


_HOLDS: Mapping[str, Callable[[str], bool]] = {
    Target.EMAIL: _has_address,
    Target.PHONE: _has_number,
    Target.HANDLE: _has_account,
    **dict.fromkeys(DATES, _has_day),
}
"""What the cells of a column must look like for its heading to be believed."""
