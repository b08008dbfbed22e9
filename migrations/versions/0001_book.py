"""The book as it first was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
SORT_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
TABLES = (
    "participant",
    "where_met",
    "standing",
    "introduction",
    "interaction",
    "handle",
    "found_as",
    "follow_up",
    "decision",
    "contact_tag",
    "event",
    "contact",
    "change",
    "tag",
    "step",
    "review_session",
    "receipt",
    "own_account",
)
SEARCH_SQLITE = (
    (
        "CREATE VIRTUAL TABLE contact_search USING fts5(called, about, prefix='1 2 3 4', "
        'tokenize="unicode61 remove_diacritics 0")'
    ),
)
SEARCH_POSTGRESQL = (
    "CREATE TABLE contact_search (contact_id INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_contact_search_words ON contact_search USING gin (words)",
)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "own_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_own_account"),
        sa.UniqueConstraint("network", "key", name="uq_own_account_network_key"),
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("imported_at", INSTANT, nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("contacts_new", sa.Integer(), nullable=False),
        sa.Column("interactions_new", sa.Integer(), nullable=False),
        sa.Column("unresolved", sa.Integer(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("taken_back_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_receipt"),
    )
    op.create_index("ix_receipt_digest", "receipt", ["digest"], unique=False)
    op.create_table(
        "review_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_review_session"),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("done_at", INSTANT, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_step"),
    )
    op.create_index("ix_step_undone_at", "step", ["undone_at"], unique=False)
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", SORT_KEY, nullable=False),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_tag"),
        sa.UniqueConstraint("key", name="uq_tag_key"),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name="fk_change_step_id_step"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
    )
    op.create_index("ix_change_step_id", "change", ["step_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("sort_key", SORT_KEY, nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("inbox", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("snoozed_on", sa.Date(), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_contact_receipt_id_receipt"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_index("ix_contact_receipt_id", "contact", ["receipt_id"], unique=False)
    op.create_index("ix_contact_sort_key_id", "contact", ["sort_key", "id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", SORT_KEY, nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("hashtag", sa.String(), nullable=True),
        sa.Column("running", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_event_receipt_id_receipt"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_key", "event", ["key"], unique=False)
    op.create_index("ix_event_receipt_id", "event", ["receipt_id"], unique=False)
    op.create_index("ix_event_starts_on", "event", ["starts_on"], unique=False)
    op.create_table(
        "contact_tag",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_contact_tag_contact_id_contact"),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name="fk_contact_tag_tag_id_tag"),
        sa.PrimaryKeyConstraint("contact_id", "tag_id", name="pk_contact_tag"),
    )
    op.create_index("ix_contact_tag_tag_id", "contact_tag", ["tag_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("list_group", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_decision_contact_id_contact"),
        sa.ForeignKeyConstraint(["session_id"], ["review_session.id"], name="fk_decision_session_id_review_session"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_contact_id", "decision", ["contact_id"], unique=False)
    op.create_index("ix_decision_decided_on_contact_id", "decision", ["decided_on", "contact_id"], unique=False)
    op.create_index("ix_decision_session_id", "decision", ["session_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("what", sa.String(), nullable=True),
        sa.Column("recurrence", sa.String(), nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("snoozes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_follow_up_contact_id_contact"),
        sa.PrimaryKeyConstraint("id", name="pk_follow_up"),
    )
    op.create_index(
        "ix_follow_up_contact_id_status_due_on", "follow_up", ["contact_id", "status", "due_on"], unique=False
    )
    op.create_table(
        "found_as",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_found_as_contact_id_contact"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_found_as_receipt_id_receipt"),
        sa.PrimaryKeyConstraint("id", name="pk_found_as"),
        sa.UniqueConstraint("source_key", name="uq_found_as_source_key"),
    )
    op.create_index("ix_found_as_contact_id", "found_as", ["contact_id"], unique=False)
    op.create_index("ix_found_as_receipt_id", "found_as", ["receipt_id"], unique=False)
    op.create_table(
        "handle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("key", SORT_KEY, nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("stable_id", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_handle_contact_id_contact"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_handle_receipt_id_receipt"),
        sa.PrimaryKeyConstraint("id", name="pk_handle"),
    )
    op.create_index("ix_handle_contact_id", "handle", ["contact_id"], unique=False)
    op.create_index("ix_handle_key_network", "handle", ["key", "network"], unique=False)
    op.create_index("ix_handle_network_stable_id", "handle", ["network", "stable_id"], unique=False)
    op.create_index("ix_handle_receipt_id", "handle", ["receipt_id"], unique=False)
    op.create_index(
        "uq_handle_network_key_active",
        "handle",
        ["network", "key"],
        unique=True,
        sqlite_where=sa.text("status = 'active'"),
        postgresql_where=sa.text("status = 'active'"),
    )
    op.create_table(
        "interaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("direction", sa.String(20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_at", INSTANT, nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_interaction_event_id_event"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_interaction_receipt_id_receipt"),
        sa.PrimaryKeyConstraint("id", name="pk_interaction"),
        sa.UniqueConstraint("source_key", name="uq_interaction_source_key"),
    )
    op.create_index("ix_interaction_event_id", "interaction", ["event_id"], unique=False)
    op.create_index("ix_interaction_receipt_id", "interaction", ["receipt_id"], unique=False)
    op.create_table(
        "introduction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("introducer_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("introduced_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_introduction_contact_id_contact"),
        sa.ForeignKeyConstraint(["introducer_id"], ["contact.id"], name="fk_introduction_introducer_id_contact"),
        sa.ForeignKeyConstraint(["other_id"], ["contact.id"], name="fk_introduction_other_id_contact"),
        sa.PrimaryKeyConstraint("id", name="pk_introduction"),
    )
    op.create_index("ix_introduction_contact_id", "introduction", ["contact_id"], unique=False)
    op.create_index("ix_introduction_introducer_id", "introduction", ["introducer_id"], unique=False)
    op.create_index("ix_introduction_other_id", "introduction", ["other_id"], unique=False)
    op.create_table(
        "standing",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("watched", sa.Boolean(), nullable=False),
        sa.Column("online_only", sa.Boolean(), nullable=False),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.Column("cadence_tag", sa.String(), nullable=True),
        sa.Column("touches", sa.Integer(), nullable=False),
        sa.Column("gaps", sa.Double(), nullable=False),
        sa.Column("gap_sum", sa.Double(), nullable=False),
        sa.Column("carry", sa.Double(), nullable=False),
        sa.Column("talks", sa.Integer(), nullable=False),
        sa.Column("talk_sum", sa.Double(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("last_talk_on", sa.Date(), nullable=True),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("stale_on", sa.Date(), nullable=True),
        sa.Column("dormant_on", sa.Date(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("back_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_standing_contact_id_contact", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name="pk_standing"),
    )
    op.create_index(
        "ix_standing_back_on",
        "standing",
        ["back_on"],
        unique=False,
        sqlite_where=sa.text("watched"),
        postgresql_where=sa.text("watched"),
    )
    op.create_index(
        "ix_standing_due_on",
        "standing",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("watched"),
        postgresql_where=sa.text("watched"),
    )
    op.create_index(
        "ix_standing_follow_up_on",
        "standing",
        ["follow_up_on"],
        unique=False,
        sqlite_where=sa.text("watched"),
        postgresql_where=sa.text("watched"),
    )
    op.create_index("ix_standing_last_contact_on", "standing", ["last_contact_on"], unique=False)
    op.create_index(
        "ix_standing_promised_on",
        "standing",
        ["promised_on"],
        unique=False,
        sqlite_where=sa.text("watched"),
        postgresql_where=sa.text("watched"),
    )
    op.create_table(
        "where_met",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("network", sa.String(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_where_met_contact_id_contact"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_where_met_event_id_event"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_where_met_receipt_id_receipt"),
        sa.PrimaryKeyConstraint("id", name="pk_where_met"),
        sa.UniqueConstraint("contact_id", "kind", name="uq_where_met_contact_id_kind"),
    )
    op.create_index("ix_where_met_event_id", "where_met", ["event_id"], unique=False)
    op.create_index("ix_where_met_receipt_id", "where_met", ["receipt_id"], unique=False)
    op.create_table(
        "participant",
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_participant_contact_id_contact"),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name="fk_participant_interaction_id_interaction"
        ),
        sa.PrimaryKeyConstraint("interaction_id", "contact_id", name="pk_participant"),
    )
    op.create_index(
        "ix_participant_contact_id_happened_on",
        "participant",
        ["contact_id", "happened_on", "interaction_id"],
        unique=False,
    )
    for statement in SEARCH_SQLITE if op.get_bind().dialect.name == "sqlite" else SEARCH_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Drop every table."""
    op.execute("DROP TABLE contact_search")
    for table in TABLES:
        op.drop_table(table)
