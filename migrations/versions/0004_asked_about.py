"""Which events the review has asked to debrief, and on what day, so that it asks once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "asked_about",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_asked_about_event_id_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name="pk_asked_about"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("asked_about")
