from typing import Any

from django.db import migrations, models

from accounts.people.spelling import spelling_of

BATCH = 2000


def spell_names(apps: Any, _schema_editor: Any) -> None:
    people = apps.get_model("accounts", "User").objects
    spelt = []
    for person in people.only("full_name").iterator(chunk_size=BATCH):
        person.spelling = spelling_of(person.full_name)
        spelt.append(person)
    people.bulk_update(spelt, ["spelling"], batch_size=BATCH // 10)


def place_units(apps: Any, _schema_editor: Any) -> None:
    units = {unit.pk: unit for unit in apps.get_model("accounts", "Unit").objects.all()}
    # A unit's path begins with its parent's, which is therefore shorter.
    for unit in sorted(units.values(), key=lambda unit: len(unit.path)):
        above = units[unit.parent_id].place if unit.parent_id else ""
        unit.place = f"{above}{unit.order:010d}{unit.pk:010d}"
    apps.get_model("accounts", "Unit").objects.bulk_update(
        units.values(), ["place"], batch_size=BATCH // 10
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_feedback_is_answered_once")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="spelling",
            field=models.TextField(blank=True, editable=False, verbose_name="拼音"),
        ),
        migrations.AddField(
            model_name="unit",
            name="place",
            field=models.CharField(db_index=True, default="", editable=False, max_length=255),
            preserve_default=False,
        ),
        migrations.RunPython(spell_names, migrations.RunPython.noop),
        migrations.RunPython(place_units, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="user",
            options={"ordering": ("unit__place", "order", "pk"), "verbose_name": "人员"},
        ),
        migrations.AlterModelOptions(
            name="unit",
            options={"ordering": ["place", "pk"], "verbose_name": "单位"},
        ),
        migrations.AlterModelOptions(
            name="rolegrant",
            options={"ordering": ["unit__place", "pk"], "verbose_name": "角色"},
        ),
    ]
