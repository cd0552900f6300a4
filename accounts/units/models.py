"""The administrative tree of units, in its official order."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q


class UnitKind(models.TextChoices):
    COMMITTEE = "committee", "党委"
    DEPARTMENT = "department", "部门"
    TOWNSHIP = "township", "乡镇"
    STREET = "street", "街道"
    ZONE = "zone", "园区"
    ENTERPRISE = "enterprise", "国企"
    SCHOOL = "school", "学校"
    HOSPITAL = "hospital", "医院"
    CONGRESS = "congress", "人大政协"
    COURT = "court", "法检"
    MASS = "mass", "群团"


class UnitQuerySet(models.QuerySet["Unit"]):
    def under(self, unit: Unit) -> Self:
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def above(self, unit: Unit) -> Self:
        """The unit itself and every unit it belongs to, nearest last."""
        return self.filter(path__in=unit.path_upward()).order_by("path")


class Unit(models.Model):
    """One node of the tree. ``path`` lists the keys from the top down to itself: ``"1/7/30/"``.

    ``order`` counts among the units below one parent, ``place`` in the whole tree.
    """

    name = models.CharField("名称", max_length=80)
    short_name = models.CharField("简称", max_length=30, blank=True)
    kind = models.CharField("类别", max_length=12, choices=UnitKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=255, editable=False, db_index=True)
    order = models.PositiveIntegerField("排序", default=0)
    # The order of each unit from the top down, each with its key: sorts the whole tree.
    place = models.CharField(max_length=255, editable=False, db_index=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="unit_name_once_below_its_parent",
                violation_error_message="同一上级下已有同名单位。",
            ),
            models.UniqueConstraint(
                fields=["path"],
                condition=~Q(path=""),
                name="unit_path_is_its_own",
                violation_error_message="单位路径重复。",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def settle(self, parent: Unit | None) -> None:
        """Set path and place below the parent; both hold its own key, so it is saved before."""
        self.path = f"{parent.path if parent else ''}{self.pk}/"
        self.place = f"{parent.place if parent else ''}{self.order:010d}{self.pk:010d}"

    def path_upward(self) -> list[str]:
        """The paths of the unit and of all units above it, top first."""
        keys = self.path.strip("/").split("/")
        return ["/".join(keys[: end + 1]) + "/" for end in range(len(keys))]
