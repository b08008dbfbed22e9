"""What imports from more sources keep: birthdays and UIDs, people known by an id alone, and how columns were mapped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = (("contact", "birthday"), ("contact", "uid"), ("event", "source_key"), ("own_account", "stable_id"))


def upgrade() -> None:
    """Make the columns and tables."""
    for table, column in COLUMNS:
        op.add_column(table, sa.Column(column, sa.String(), nullable=True))
    op.create_index("ix_contact_uid", "contact", ["uid"], unique=True)
    op.create_index("ix_event_source_key", "event", ["source_key"], unique=True)
    with op.batch_alter_table("contact_tag") as tags:
        tags.add_column(sa.Column("receipt_id", sa.Integer(), nullable=True))
        tags.create_foreign_key("fk_contact_tag_receipt_id_receipt", "receipt", ["receipt_id"], ["id"])
        tags.create_index("ix_contact_tag_receipt_id", ["receipt_id"], unique=False)
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_column_mapping"),
        sa.UniqueConstraint("digest", name="uq_column_mapping_digest"),
    )
    op.create_table(
        "unresolved",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("stable_id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("linked", sa.String(20), nullable=True),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_unresolved_receipt_id_receipt"),
        sa.PrimaryKeyConstraint("id", name="pk_unresolved"),
        sa.UniqueConstraint("network", "stable_id", name="uq_unresolved_network_stable_id"),
    )
    op.create_index("ix_unresolved_receipt_id", "unresolved", ["receipt_id"], unique=False)
    op.create_table(
        "waiting",
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("unresolved_id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["interaction_id"], ["interaction.id"], name="fk_waiting_interaction_id_interaction"),
        sa.ForeignKeyConstraint(["unresolved_id"], ["unresolved.id"], name="fk_waiting_unresolved_id_unresolved"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_waiting_receipt_id_receipt"),
        sa.PrimaryKeyConstraint("interaction_id", "unresolved_id", name="pk_waiting"),
    )
    op.create_index("ix_waiting_receipt_id", "waiting", ["receipt_id"], unique=False)
    op.create_index("ix_waiting_unresolved_id", "waiting", ["unresolved_id"], unique=False)


def downgrade() -> None:
    """Drop them; interactions of people who were never resolved stay, with nobody taking part."""
    op.drop_table("waiting")
    op.drop_table("unresolved")
    op.drop_table("column_mapping")
    with op.batch_alter_table("contact_tag") as tags:
        tags.drop_index("ix_contact_tag_receipt_id")
        tags.drop_constraint("fk_contact_tag_receipt_id_receipt", type_="foreignkey")
        tags.drop_column("receipt_id")
    op.drop_index("ix_event_source_key", "event")
    op.drop_index("ix_contact_uid", "contact")
    for table, column in COLUMNS:
        with op.batch_alter_table(table) as altered:
            altered.drop_column(column)
