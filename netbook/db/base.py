"""The declarative base: names for every constraint, and the column types both databases agree on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import JSON, Date, DateTime, Dialect, Enum, MetaData, String, inspect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from enum import StrEnum

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SortKey = String().with_variant(String(collation="C"), "postgresql")
"""Folded text compared byte by byte, so that prefix ranges mean the same on both databases."""


class UtcInstant(TypeDecorator[datetime]):
    """An instant, kept in UTC; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """Say what its values are, which a decorator does not take over from what it decorates."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC, without a zone where the database keeps none."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant needs a time zone"
            raise ValueError(message)
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 — SQLAlchemy's signature
        """Give the instant back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word_column(words: type[StrEnum]) -> Enum:
    """Keep a StrEnum by its value, as plain text."""
    return Enum(words, native_enum=False, length=20, values_callable=lambda enum: [word.value for word in enum])


class Base(DeclarativeBase):
    """What every table has in common."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcInstant,
        date: Date,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }

    def __init__(self, **values: Any) -> None:
        """Set every column that has no default, so that the journal knows each value before it changes."""
        for name, attribute in inspect(type(self)).column_attrs.items():
            if name not in values and attribute.columns[0].default is None and not attribute.columns[0].primary_key:
                values[name] = None
        for name, value in values.items():
            setattr(self, name, value)
