"""Folders that are kept in step with the book, and the UIDs of follow-ups in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column and the tables."""
    op.add_column("follow_up", sa.Column("uid", sa.String(), nullable=True))
    op.create_index("ix_follow_up_uid", "follow_up", ["uid"], unique=True)
    op.create_table(
        "synced_folder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_synced_folder"),
        sa.UniqueConstraint("path", name="uq_synced_folder_path"),
    )
    op.create_table(
        "synced_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("remembered", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["folder_id"], ["synced_folder.id"], name="fk_synced_item_folder_id_synced_folder"),
        sa.PrimaryKeyConstraint("id", name="pk_synced_item"),
        sa.UniqueConstraint("folder_id", "kind", "uid", name="uq_synced_item_folder_id_kind_uid"),
    )
    op.create_index("ix_synced_item_uid", "synced_item", ["uid"], unique=False)


def downgrade() -> None:
    """Drop them; the folders stay, and meet the book anew."""
    op.drop_table("synced_item")
    op.drop_table("synced_folder")
    op.drop_index("ix_follow_up_uid", "follow_up")
    with op.batch_alter_table("follow_up") as follow_ups:
        follow_ups.drop_column("uid")
