"""Study groups, who belongs to them in which role and order, and who supervises them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.people.models import Role, RoleGrant, StandIn, User
from accounts.units.models import Unit


class StudyGroupQuerySet(models.QuerySet["StudyGroup"]):
    def of_member(self, user: User, *, on: date) -> Self:
        """Groups in which the person holds a role on that day."""
        return self.filter(
            pk__in=Membership.objects.current(on).filter(person=user).values("group")
        )

    def led_by(self, user: User, *, on: date) -> Self:
        """Groups of which the person is leader, deputy or secretary on that day."""
        seats = Membership.objects.current(on).filter(person=user, role__in=LEADS)
        return self.filter(pk__in=seats.values("group"))

    def stood_in_by(self, user: User, *, on: date) -> Self:
        """Groups of which he is a member and acts for whoever decides there on that day."""
        away = StandIn.objects.current(on).filter(stand_in=user)
        heads = Membership.objects.current(on).heads().filter(person__in=away.values("person"))
        return self.of_member(user, on=on).filter(pk__in=heads.values("group"))

    def supervised_by(self, user: User) -> Self:
        """Groups that a unit directly supervises for which the person does the supervising."""
        return self.filter(
            supervisions__unit__role_grants__person=user,
            supervisions__unit__role_grants__role=Role.SUPERVISOR,
        ).distinct()

    def counted_by(self, user: User) -> Self:
        """Groups of which he may know the counts, and above their own supervising unit no more.

        Those that a unit supervises for which he does the supervising, or one below it.
        """
        grants = RoleGrant.objects.filter(person=user, role=Role.SUPERVISOR)
        watched = Supervision.objects.filter(Exists(grants.reaching("unit__path")))
        return self.filter(pk__in=watched.values("group"))

    def seated_by(self, user: User) -> Self:
        """Groups at whose unit or above it he is security administrator: he seats people there."""
        grants = RoleGrant.objects.filter(person=user, role=Role.SECURITY_ADMIN)
        return self.filter(Exists(grants.reaching("unit__path")))

    def with_seats(self, on: date) -> Self:
        """Annotates who leads it and who is its secretary on that day, and how many sit there."""
        seats = Membership.objects.current(on).order_by("order", "pk")
        named = seats.filter(group=OuterRef("pk")).values("person__full_name")
        counted = Q(memberships__in=seats.values("pk"))
        groups = self.annotate(
            leader_name=Subquery(named.filter(role=GroupRole.LEADER)[:1]),
            secretary_name=Subquery(named.filter(role=GroupRole.SECRETARY)[:1]),
            seat_count=Count("memberships", filter=counted),
        )
        # Whoever counts loses the order of the table.
        return groups.order_by("unit__place", "pk")

    def visible_to(self, user: User) -> Self:
        """One's own groups, and those one supervises directly."""
        today = timezone.localdate()
        return self.filter(
            Q(pk__in=self.model.objects.of_member(user, on=today).values("pk"))
            | Q(pk__in=self.model.objects.supervised_by(user).values("pk"))
        )


class StudyGroup(models.Model):
    """The theory study group of one unit's Party committee."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="study_group")
    name = models.CharField("名称", max_length=100)
    is_demonstration = models.BooleanField("重点单位", default=False)

    objects = StudyGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "中心组"
        ordering = ["unit__place", "pk"]

    def __str__(self) -> str:
        return self.name


class Supervision(models.Model):
    """One supervising unit of a group, with its share of the duties."""

    group = models.ForeignKey(StudyGroup, on_delete=models.CASCADE, related_name="supervisions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="supervisions")
    duties = models.CharField("职责", max_length=200, blank=True)

    class Meta:
        verbose_name = "学习督导关系"
        ordering = ["unit__place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "unit"],
                name="supervised_once_by_a_unit",
                violation_error_message="该单位已是督导单位。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}督导{self.group}"


class GroupRole(models.TextChoices):
    LEADER = "leader", "组长"
    DEPUTY = "deputy", "副组长"
    SECRETARY = "secretary", "学习秘书"
    MEMBER = "member", "成员"


# Those who run the group and see everything in it.
LEADS = (GroupRole.LEADER, GroupRole.DEPUTY, GroupRole.SECRETARY)
# Those who study: they owe research and are expected at the meeting.
STUDENTS = (GroupRole.LEADER, GroupRole.DEPUTY, GroupRole.MEMBER)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date) -> Self:
        """Memberships that hold on that day, its first and last day included.

        Each knows who acts for its person then (``stand_in_id``).
        """
        acting = StandIn.objects.current(on).filter(person=OuterRef("person"))
        rows = self.not_over(on).filter(from_on__lte=on)
        return rows.annotate(stand_in_id=Subquery(acting.values("stand_in")[:1]))

    def not_over(self, on: date) -> Self:
        """Those that hold on that day or will."""
        return self.filter(Q(until=None) | Q(until__gte=on))

    def heads(self) -> Self:
        """Those whose word it is in the first place: the leader, and whoever is in charge."""
        return self.filter(Q(role=GroupRole.LEADER) | Q(is_acting_head=True))

    def students(self) -> Self:
        return self.filter(role__in=STUDENTS)

    def in_order(self) -> Self:
        """The official order of the group, people loaded with their units."""
        return self.select_related("person__unit").order_by("order", "pk")


class Membership(models.Model):
    """A person's role in a group between two dates, at his place in the official order."""

    group = models.ForeignKey(StudyGroup, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=10, choices=GroupRole)
    order = models.PositiveIntegerField("排序", default=0)
    is_acting_head = models.BooleanField("主持工作", default=False)
    from_on = models.DateField("起始")
    until = models.DateField("截止", null=True, blank=True)
    # Told by ``current``: who acts for the person on the day that was asked for.
    stand_in_id: int | None = None

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "中心组成员"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(role="leader", until=None),
                name="group_has_one_leader",
                violation_error_message="该中心组已有组长。",
            ),
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(until=None),
                name="person_sits_once_in_a_group",
                violation_error_message="该人员已在中心组中。",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(is_acting_head=True, until=None),
                name="group_has_one_in_charge",
                violation_error_message="该中心组已有主持工作的同志。",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_on")),
                name="membership_ends_after_it_begins",
                violation_error_message="截止日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.get_role_display()}）"
