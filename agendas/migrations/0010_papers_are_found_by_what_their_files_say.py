from typing import Any

from django.db import migrations, models


def await_texts(apps: Any, _editor: Any) -> None:
    """Whatever was read of files before this goes into the index by the next round of the clock."""
    papers = apps.get_model("agendas", "Research").objects
    papers.filter(file__kind__in=("docx", "pdf", "txt")).update(awaits_text=True)


class Migration(migrations.Migration):
    dependencies = [
        ("agendas", "0009_research_is_a_word_file"),
        ("accounts", "0006_things_are_found_by_their_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="research",
            name="awaits_text",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="research",
            index=models.Index(
                condition=models.Q(("awaits_text", True)),
                fields=["file"],
                name="paper_awaits_its_text",
            ),
        ),
        migrations.RunPython(await_texts, migrations.RunPython.noop),
    ]
