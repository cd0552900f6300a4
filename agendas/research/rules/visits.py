"""What is noted of visits, and what of it goes on to the group's list of problems."""

from __future__ import annotations

from datetime import date

from django.db.models import TextChoices

from agendas.research.models import MetProblem, Research

MOST_VISITS = 20
MOST_PROBLEMS = 10
LONGEST_PROBLEM = 100


class VisitRefusal(TextChoices):
    FULL = "visit_full", f"一份材料最多记 {MOST_VISITS} 次走访。"
    FUTURE = "visit_future", "走访日期不能晚于今天。"
    MANY = "visit_problems", f"一次走访最多记 {MOST_PROBLEMS} 个问题。"
    LONG = "visit_problem_long", f"一个问题不超过 {LONGEST_PROBLEM} 字，请分行填写。"
    LISTED = "already_listed", "该问题已列入问题清单。"
    SOLVED = "already_solved", "该问题已解决，不列入问题清单。"


def refuse_visit(
    paper: Research, *, visited_on: date, problems: list[str], today: date
) -> VisitRefusal | None:
    if visited_on > today:
        return VisitRefusal.FUTURE
    if len(problems) > MOST_PROBLEMS:
        return VisitRefusal.MANY
    if any(len(problem) > LONGEST_PROBLEM for problem in problems):
        return VisitRefusal.LONG
    return VisitRefusal.FULL if paper.visits.count() >= MOST_VISITS else None


def refuse_listing(problem: MetProblem) -> VisitRefusal | None:
    if problem.listed_id:
        return VisitRefusal.LISTED
    return VisitRefusal.SOLVED if problem.is_solved else None
