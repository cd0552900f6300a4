"""The fields with which every page looks for a person: among many, or among a few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.people.models import User, UserQuerySet
from accounts.templatetags.words import padded

# Whoever finds more than these narrows his search.
MOST_FOUND = 20
MOST_TYPED = 40
MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Sought:
    """What is typed into a page with pickers so far, and the address that answers it."""

    typed: Mapping[str, str]
    path: str

    def words(self, name: str) -> str:
        """What was typed to find the person of that field."""
        typed = self.typed.get(f"{name}-q", "")
        return " ".join(typed[:MOST_TYPED].replace("\0", " ").split())


class PersonPicker(forms.Widget):
    """A search over the people found; one of them is chosen. Works without scripts too.

    While somebody types, scripts ask for the list alone; without them a button sends the form,
    which comes back with the list and everything typed.
    """

    template_name = "people/_picker.html"
    use_fieldset = True
    people: UserQuerySet
    words, path = "", ""
    nobody = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        found = list(self.people.matching(self.words)[: MOST_FOUND + 1])
        chosen = self._chosen(value, found)
        rows = chosen + [one for one in found[:MOST_FOUND] if one not in chosen]
        context["widget"] |= {
            "words": self.words,
            "path": self.path,
            "most_typed": MOST_TYPED,
            "most_found": MOST_FOUND,
            "nobody": self.nobody,
            "rows": [(one, called(one), one in chosen) for one in rows],
            "has_chosen": bool(chosen),
            "is_more": len(found) > MOST_FOUND,
        }
        return context

    def _chosen(self, value: Any, found: list[User]) -> list[User]:
        """Whoever is chosen stays on top, among those found or not."""
        # A key too long for its column is nobody's.
        if not str(value).isdecimal() or len(str(value)) > MOST_DIGITS:
            return []
        key = int(value)
        return [one for one in found if one.pk == key] or list(self.people.filter(pk=key))


def called(person: User) -> str:
    """``张　三（县国土资源局 局长）``."""
    place = f"{person.unit.name} {person.post}".strip()
    return f"{padded(person.full_name)}（{place}）"


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic when run
    """A person among those a rule allows."""

    widget = PersonPicker

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), **options)
        if not self.required:
            self.widget.nobody = "无"


class FewField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic when run
    """One of the few people of a group, by name and post, in their order."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), empty_label="请选择", **options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{padded(obj.full_name)}　{obj.post}".strip()


class PickingForm(forms.Form):
    """A form with pickers; until it is sent it starts from what is typed so far."""

    def __init__(self, *args: Any, sought: Sought, **options: Any) -> None:
        typed = {name: sought.typed[name] for name in self.base_fields if name in sought.typed}
        super().__init__(*args, **{**options, "initial": options.get("initial", {}) | typed})
        self.sought = sought

    def offer(self, people: UserQuerySet, *names: str) -> None:
        """Let those fields find one of these people, in the order in which they come."""
        for name in names:
            field: Any = self.fields[name]
            field.queryset = field.widget.people = people.select_related("unit")
            field.widget.words, field.widget.path = self.sought.words(name), self.sought.path
