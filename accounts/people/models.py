"""People who sign in, and the roles some of them hold at a unit."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.people.spelling import spelling_of
from accounts.units.models import Unit

# Each word is a condition of its own to the database.
MOST_WORDS = 8
_OFFICIAL_ORDER = ("unit__place", "order", "pk")


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def visitors(self) -> Self:
        """As they come to a page: with their units, and knowing what the frame shows of 管理."""
        grants = RoleGrant.objects.filter(person=OuterRef("pk"), role=Role.SECURITY_ADMIN)
        return self.select_related("unit").annotate(keeps_people=Exists(grants))

    def kept_by(self, user: User) -> Self:
        """The people of the units at which or above which he is security administrator."""
        grants = RoleGrant.objects.filter(person=user, role=Role.SECURITY_ADMIN)
        return self.filter(Exists(grants.reaching("unit__path")))

    def matching(self, words: str) -> Self:
        """Those in whom every word is found: in name, post or unit, or in the name's pinyin.

        ``张三``, ``zhangsan``, ``zhang san``, ``zs`` and ``国土 局长`` all find him. No index could
        serve words from anywhere in four columns: it is one pass over the people.
        """
        people = self
        for word in words.split()[:MOST_WORDS]:
            people = people.filter(
                Q(full_name__icontains=word)
                | Q(post__icontains=word)
                | Q(unit__name__icontains=word)
                | Q(unit__short_name__icontains=word)
                | Q(spelling__contains=f" {word.lower().replace('ü', 'v')}")
            )
        return people

    def recent_first(self, rows: models.QuerySet[Any], *names: str) -> Self:
        """Annotates ``is_recent`` and puts first whoever one of ``rows`` names in those columns."""
        named = Q()
        for name in names:
            named |= Q(**{name: OuterRef("pk")})
        people = self.annotate(is_recent=Exists(rows.filter(named)))
        return people.order_by("-is_recent", *(self.query.order_by or _OFFICIAL_ORDER))


_PeopleManager = models.Manager.from_queryset(UserQuerySet)


class UserManager(BaseUserManager["User"], _PeopleManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Save a person with a hashed password; without one, nobody can sign in as him.

        User names are kept in small letters, so that nobody need remember how his was written;
        the name's spelling is kept with it, for whoever looks for him.
        """
        user = self.model(username=self.model.normalize_username(username).lower(), **fields)
        user.spelling = spelling_of(user.full_name)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. These are all the personal data the product keeps about him.

    ``last_login`` is left out on purpose: time spent on line is nobody's business.
    """

    last_login = None  # how Django drops an inherited field
    # Told by ``visitors``: whether he is security administrator anywhere.
    keeps_people: bool = False

    username = models.CharField(
        "用户名",
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "该用户名已被使用。"},
    )
    full_name = models.CharField("姓名", max_length=40)
    # As ``spelling_of`` makes it of the name; written with it and never by itself.
    spelling = models.TextField("拼音", blank=True, editable=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="people", verbose_name="单位"
    )
    post = models.CharField("职务", max_length=60, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    phone = models.CharField("手机", max_length=20, blank=True)
    email = models.EmailField("邮箱", blank=True)
    # Words he often returns things with; they come with him, so offering them asks nothing more.
    stock_phrases = models.JSONField("常用语", default=list, blank=True)
    is_active = models.BooleanField("可登录", default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = "人员"
        ordering = _OFFICIAL_ORDER
        constraints = [
            models.CheckConstraint(
                condition=Q(username=Lower("username")),
                name="username_is_in_small_letters",
                violation_error_message="用户名须用小写字母。",
            ),
            models.UniqueConstraint(
                fields=["phone"],
                condition=~Q(phone=""),
                name="phone_belongs_to_one_person",
                violation_error_message="该手机号已属于另一人。",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name


class Role(models.TextChoices):
    SUPERVISOR = "supervisor", "学习督导"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全保密管理员"
    AUDITOR = "auditor", "安全审计员"


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def reaching(self, path: str) -> Self:
        """Those at the unit whose path is in that column of the outer query, or above it."""
        place = ExpressionWrapper(OuterRef(path), output_field=CharField())
        return self.annotate(place=place).filter(place__startswith=F("unit__path"))


class RoleGrant(models.Model):
    """One role a person holds at one unit; ``duties`` says what of it is his, in words."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField("角色", max_length=16, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="role_grants")
    duties = models.CharField("职责", max_length=200, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "角色"
        ordering = ["unit__place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                name="role_granted_once",
                violation_error_message="该人员已有此角色。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.get_role_display()}"


class StandInQuerySet(models.QuerySet["StandIn"]):
    def overlapping(self, from_on: date, until: date) -> Self:
        """Those that hold on any of these days; not from the day on which they were ended."""
        lasting = Q(ended_on=None) | Q(ended_on__gt=from_on)
        return self.filter(lasting, from_on__lte=until, until__gte=from_on)

    def current(self, on: date) -> Self:
        """Those that hold on that day, its first and last day included."""
        return self.overlapping(on, on)

    def not_over(self, on: date) -> Self:
        """Those that hold on that day or will."""
        return self.filter(ended_on=None, until__gte=on)


class StandIn(models.Model):
    """Somebody who acts for another during an absence (代理); no more than one at a time."""

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="stand_ins", verbose_name="被代理人"
    )
    stand_in = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="standings_in", verbose_name="代理人"
    )
    from_on = models.DateField("起始")
    until = models.DateField("截止")
    ended_on = models.DateField("提前结束", null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = "代理"
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("from_on")),
                name="standing_in_ends_after_it_begins",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("stand_in")),
                name="nobody_stands_in_for_himself",
                violation_error_message="代理人不能是本人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in}代理{self.person}"
