"""Sentences, statements and claims are found by one index, in the order in which answers show them.

The rows are made by whoever brings the ledger up to date (``qawl.store.ledger.Ledger.create``), because making them
takes the folding of Arabic letters and people's decisions.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "findable",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("record_id", sa.Text(), server_default="", nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_findable_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findable")),
    )
    op.create_index(op.f("ix_findable_document_id_start"), "findable", ["document_id", "start"])
    if op.get_bind().dialect.name == "sqlite":
        _index_in_sqlite()
    else:
        op.execute("DROP INDEX ix_sentence_words")
        op.execute("CREATE INDEX ix_findable_words ON findable USING gin (to_tsvector('simple', words))")
        op.execute("CREATE INDEX ix_findable_tags ON findable USING gin (string_to_array(tags, ' '))")
    op.drop_column("sentence", "folded")


def _index_in_sqlite() -> None:
    """Indexes without a copy of the text: they follow the table by triggers, cascades included.

    Each kind of row has one of its own: where words never meet, all rows of an index are gone through. Beginnings of two
    to four letters have lists of their own, because those of all words that begin so are many.
    """
    op.execute("DROP TRIGGER sentence_added")
    op.execute("DROP TRIGGER sentence_removed")
    op.execute("DROP TABLE sentence_words")
    for kind, name in enumerate(("findable_sentences", "findable_statements", "findable_claims")):
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, tags, content='findable', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 0', prefix='2 3 4')"
        )
        op.execute(f"INSERT INTO {name}({name}, rank) VALUES ('hashsize', 8388608)")  # written less often
        op.execute(
            f"CREATE TRIGGER {name}_added AFTER INSERT ON findable WHEN new.id >> 60 = {kind} BEGIN "
            f"INSERT INTO {name}(rowid, words, tags) VALUES (new.id, new.words, new.tags); END"
        )
        op.execute(
            f"CREATE TRIGGER {name}_removed AFTER DELETE ON findable WHEN old.id >> 60 = {kind} BEGIN "
            f"INSERT INTO {name}({name}, rowid, words, tags) VALUES ('delete', old.id, old.words, old.tags); END"
        )


def downgrade() -> None:
    raise NotImplementedError("open the ledger with the older version's own copy: sentences have lost their words")
