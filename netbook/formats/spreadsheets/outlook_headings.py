"""Outlook's headings in English, German, French and Spanish, as far as netbook reads the columns under them.

A heading of another language leaves the file to the reader of any CSV, whose columns the user names.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Language:
    """One language: the headings that tell it, in small letters, and what headings are in English."""

    telling: frozenset[str]
    english: Mapping[str, str]


def _language(*telling: str, **headings: str) -> Language:
    """Put a language together; the names of ``headings`` are the English ones, with “_” for spaces."""
    english = {}
    for name, foreign in headings.items():
        for heading in foreign.split(" | "):
            english[heading] = _ENGLISH.get(name, name.replace("_", " "))
    return Language(frozenset(telling), MappingProxyType(english))


_ENGLISH = {
    "email_address": "e-mail address",
    "email_type": "e-mail type",
    "email_display_name": "e-mail display name",
    "email_2_address": "e-mail 2 address",
    "email_2_type": "e-mail 2 type",
    "email_2_display_name": "e-mail 2 display name",
    "email_3_address": "e-mail 3 address",
    "email_3_type": "e-mail 3 type",
    "email_3_display_name": "e-mail 3 display name",
    "business_country": "business country/region",
    "home_country": "home country/region",
}
"""English headings that are no Python names."""

_IN_ENGLISH = _language(
    *("first name", "last name", "e-mail address", "business phone", "mobile phone"),
    business_country="business country",
    home_country="home country",
)
_IN_GERMAN = _language(
    *("vorname", "nachname", "e-mail-adresse", "telefon geschäftlich"),
    title="anrede",
    first_name="vorname",
    middle_name="weitere vornamen",
    last_name="nachname",
    company="firma",
    job_title="position",
    profession="beruf",
    business_city="ort geschäftlich",
    business_country="land/region geschäftlich | land geschäftlich",
    home_city="ort privat",
    home_country="land/region privat | land privat",
    location="ort",
    email_address="e-mail-adresse",
    email_type="e-mail-typ",
    email_display_name="e-mail: angezeigter name",
    email_2_address="e-mail 2: adresse",
    email_2_type="e-mail 2: typ",
    email_2_display_name="e-mail 2: angezeigter name",
    email_3_address="e-mail 3: adresse",
    email_3_type="e-mail 3: typ",
    email_3_display_name="e-mail 3: angezeigter name",
    mobile_phone="mobiltelefon",
    primary_phone="haupttelefon",
    business_phone="telefon geschäftlich",
    business_phone_2="telefon geschäftlich 2",
    home_phone="telefon privat | telefon (privat)",
    home_phone_2="telefon privat 2 | telefon (privat 2)",
    other_phone="weiteres telefon",
    car_phone="autotelefon",
    company_main_phone="telefon firma",
    web_page="webseite",
    categories="kategorien",
    birthday="geburtstag",
    anniversary="jahrestag",
    notes="notizen",
    spouse="partner | partner/in",
    children="kinder",
    referred_by="empfohlen von",
)
_IN_FRENCH = _language(
    *("prénom", "nom", "adresse de messagerie", "téléphone (bureau)"),
    first_name="prénom",
    middle_name="deuxième prénom",
    last_name="nom",
    suffix="suffixe",
    company="société",
    # The form of address before the name has the same heading; the later of the two columns is read.
    job_title="titre",
    business_city="ville (bureau)",
    business_country="pays/région (bureau)",
    home_city="ville (domicile)",
    home_country="pays/région (domicile)",
    location="emplacement",
    email_address="adresse de messagerie",
    email_type="type de messagerie",
    email_display_name="nom complet de l'adresse de messagerie",
    email_2_address="adresse de messagerie 2",
    email_2_type="type de messagerie 2",
    email_2_display_name="nom complet de l'adresse de messagerie 2",
    email_3_address="adresse de messagerie 3",
    email_3_type="type de messagerie 3",
    email_3_display_name="nom complet de l'adresse de messagerie 3",
    mobile_phone="tél. mobile",
    primary_phone="téléphone principal",
    business_phone="téléphone (bureau)",
    business_phone_2="téléphone 2 (bureau)",
    home_phone="téléphone (domicile)",
    home_phone_2="téléphone 2 (domicile)",
    other_phone="téléphone (autre)",
    car_phone="téléphone (voiture)",
    company_main_phone="téléphone société",
    web_page="page web",
    categories="catégories",
    birthday="anniversaire",
    anniversary="anniversaire de mariage ou fête",
    spouse="conjoint(e)",
    children="enfants",
    referred_by="recommandé par",
)
_IN_SPANISH = _language(
    *("nombre", "apellidos", "dirección de correo electrónico", "teléfono del trabajo"),
    title="tratamiento",
    first_name="nombre",
    middle_name="segundo nombre",
    last_name="apellidos",
    suffix="sufijo",
    company="organización | compañía",
    job_title="puesto | cargo",
    business_city="ciudad de trabajo | ciudad del trabajo",
    business_country="país o región del trabajo",
    home_country="país o región del domicilio",
    email_address="dirección de correo electrónico",
    email_type="tipo de correo electrónico",
    email_display_name="nombre de pantalla de correo electrónico",
    email_2_address="dirección del correo electrónico 2 | dirección de correo electrónico 2",
    email_2_type="tipo de correo electrónico 2",
    email_2_display_name="nombre de pantalla de correo electrónico 2",
    email_3_address="dirección del correo electrónico 3 | dirección de correo electrónico 3",
    email_3_type="tipo de correo electrónico 3",
    email_3_display_name="nombre de pantalla de correo electrónico 3",
    mobile_phone="teléfono móvil",
    primary_phone="teléfono principal",
    business_phone="teléfono del trabajo",
    business_phone_2="teléfono del trabajo 2",
    home_phone="particular",
    other_phone="otro teléfono",
    company_main_phone="número de centralita de la organización",
    web_page="página web",
    categories="categorías",
    birthday="cumpleaños",
    anniversary="aniversario",
    notes="notas",
    children="hijos",
)
LANGUAGES = (_IN_ENGLISH, _IN_GERMAN, _IN_FRENCH, _IN_SPANISH)
