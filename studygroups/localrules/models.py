"""What differs from place to place: one typed table, inherited down the tree of units."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.units.models import Unit


class RuleKey(models.TextChoices):
    NOTICE_DAYS = "notice_days", "会议通知提前天数"
    RATE_THRESHOLD = "rate_threshold", "参学率达标线（%）"
    SESSIONS_A_QUARTER = "sessions_a_quarter", "每季度最少集体学习研讨次数"
    FULL_SESSIONS_A_YEAR = "full_sessions_a_year", "每年最少三聚三开放学习会次数"
    NEAR_DAYS = "near_days", "临期提醒天数"
    LAG_TOLERANCE = "lag_tolerance", "序时进度容差（百分点）"
    RESEARCH_REMIND_DAYS = "research_remind_days", "调研到期前提醒天数"
    MAKEUP_DAYS = "makeup_days", "补学期限（工作日）"
    SIGN_UP = "sign_up", "登录人员网上报名（1 开，0 关）"
    GUEST_SIGN_UP = "guest_sign_up", "无账号来宾网上报名（1 开，0 关）"
    GUEST_DATA_DAYS = "guest_data_days", "来宾联系方式会后保留天数"
    OBSERVING_DAYS = "observing_days", "列席旁听商定提前工作日数"
    FEEDBACK_DAYS = "feedback_days", "列席旁听反馈期限（工作日）"
    ROOM_CODE = "room_code", "可用会场签到码（1 可用，0 不用）"
    LATE_AFTER = "late_after", "开始后超过多少分钟为迟到"
    EARLY_BEFORE = "early_before", "结束前超过多少分钟离会为早退"


# In force where no unit above has said otherwise.
DEFAULTS: dict[RuleKey, int] = {
    RuleKey.NOTICE_DAYS: 7,
    RuleKey.RATE_THRESHOLD: 80,
    RuleKey.SESSIONS_A_QUARTER: 1,
    RuleKey.FULL_SESSIONS_A_YEAR: 1,
    RuleKey.NEAR_DAYS: 7,
    RuleKey.LAG_TOLERANCE: 5,
    RuleKey.RESEARCH_REMIND_DAYS: 3,
    RuleKey.MAKEUP_DAYS: 10,
    RuleKey.SIGN_UP: 0,
    RuleKey.GUEST_SIGN_UP: 0,
    RuleKey.GUEST_DATA_DAYS: 30,
    RuleKey.OBSERVING_DAYS: 5,
    RuleKey.FEEDBACK_DAYS: 10,
    RuleKey.ROOM_CODE: 0,
    RuleKey.LATE_AFTER: 10,
    RuleKey.EARLY_BEFORE: 10,
}


class LocalRuleQuerySet(models.QuerySet["LocalRule"]):
    def in_force(self, on: date) -> Self:
        """Rules that hold on that day, their first and last day included."""
        return self.filter(Q(until=None) | Q(until__gte=on), from_on__lte=on)


class LocalRule(models.Model):
    """What one unit laid down for itself and everything below it, between two dates."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="local_rules")
    key = models.CharField("规则", max_length=30, choices=RuleKey)
    value = models.PositiveIntegerField("取值")
    from_on = models.DateField("生效")
    until = models.DateField("失效", null=True, blank=True)

    objects = LocalRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "本地规则"
        ordering = ["key", "-from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "key", "from_on"],
                name="local_rule_begins_once",
                violation_error_message="该规则在这一天已有取值。",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_on")),
                name="local_rule_ends_after_it_begins",
                violation_error_message="失效日期不能早于生效日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}：{self.value}"
