from typing import Any

from django.db import migrations, models

from accounts.people.spelling import spelling_of

BATCH = 2000


def spell_names(apps: Any, _schema_editor: Any) -> None:
    people = apps.get_model("accounts", "User").objects
    waiting = []
    for person in people.only("full_name").iterator(chunk_size=BATCH):
        person.spelling = spelling_of(person.full_name)
        waiting.append(person)
    people.bulk_update(waiting, ["spelling"], batch_size=BATCH // 10)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={"ordering": ("unit__order", "order", "pk"), "verbose_name": "人员"},
        ),
        migrations.AddField(
            model_name="user",
            name="spelling",
            field=models.TextField(blank=True, editable=False, verbose_name="拼音"),
        ),
        migrations.RunPython(spell_names, migrations.RunPython.noop),
    ]
