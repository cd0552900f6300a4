from typing import Any

import django.db.models.deletion
from django.db import migrations, models

# SQLite keeps the pairs in a virtual table of its own, which follows the entries by triggers. Both
# go with the table: a later migration that makes Django build it anew must make them anew too.
# All signs beyond ASCII belong to a token, and no token holds any other; places are not asked for.
ON_SQLITE = [
    """CREATE VIRTUAL TABLE search_pairs USING fts5(
        tokens, content='accounts_entry', content_rowid='id', tokenize='ascii', detail=none
    )""",
    """CREATE TRIGGER search_pairs_insert AFTER INSERT ON accounts_entry BEGIN
        INSERT INTO search_pairs(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
    """CREATE TRIGGER search_pairs_delete AFTER DELETE ON accounts_entry BEGIN
        INSERT INTO search_pairs(search_pairs, rowid, tokens)
        VALUES ('delete', old.id, old.tokens);
    END""",
    """CREATE TRIGGER search_pairs_update AFTER UPDATE OF tokens ON accounts_entry BEGIN
        INSERT INTO search_pairs(search_pairs, rowid, tokens)
        VALUES ('delete', old.id, old.tokens);
        INSERT INTO search_pairs(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
]
# What was just written waits in a list to be sorted in with more; the list is short (kB), since
# every search reads it to its end.
ON_POSTGRESQL = [
    """CREATE INDEX search_pairs ON accounts_entry
        USING gin (string_to_array(tokens, ' ')) WITH (fastupdate = on, gin_pending_list_limit = 512)""",
]
BACK = {
    "sqlite": [
        "DROP TRIGGER search_pairs_insert",
        "DROP TRIGGER search_pairs_delete",
        "DROP TRIGGER search_pairs_update",
        "DROP TABLE search_pairs",
    ],
    "postgresql": ["DROP INDEX search_pairs"],
}
FORTH = {"sqlite": ON_SQLITE, "postgresql": ON_POSTGRESQL}


def make_index(_apps: Any, editor: Any) -> None:
    for statement in FORTH[editor.connection.vendor]:
        editor.execute(statement)


def drop_index(_apps: Any, editor: Any) -> None:
    for statement in BACK[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_files_have_a_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("key", models.PositiveBigIntegerField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                ("session_key", models.PositiveBigIntegerField(db_index=True, null=True)),
                ("day", models.DateField()),
                ("plain_title", models.TextField()),
                ("plain", models.TextField()),
                ("title", models.TextField()),
                ("text", models.TextField()),
                ("tokens", models.TextField()),
            ],
            options={
                "verbose_name": "检索条目",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="entry_once_for_a_thing")
                ],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
