"""The land bureau's session of 31 March 2017, the first of its kind in the county."""

from __future__ import annotations

from datetime import date

from seeds.plot import Plot
from seeds.story_2017 import measures, meeting, minutes, openness, report, research, topic
from studygroups.forms.models import Stage

PLOT = Plot(
    unit="县国土资源局",
    title="破解土地要素瓶颈制约学习会",
    day=date(2017, 3, 31),
    venue="县国土资源局四楼会议室",
    until=Stage.CLOSED,
    problems=topic.PROBLEMS,
    topic=topic.TOPIC,
    papers=research.PAPERS,
    excused=research.EXCUSED,
    speakers=research.SPEAKERS,
    openings=openness.OPENINGS,
    guests=openness.GUESTS,
    asked=openness.ASKED,
    observed=openness.OBSERVED,
    leaves=meeting.LEAVES,
    late=meeting.LATE,
    to_make_up=meeting.TO_MAKE_UP,
    made_up=meeting.MADE_UP,
    agenda=meeting.AGENDA,
    scheme=meeting.SCHEME,
    board=openness.BOARD,
    supplied=openness.SUPPLIED,
    published=openness.PUBLISHED,
    written=minutes.WRITTEN,
    resolutions=minutes.RESOLUTIONS,
    report=report.REPORT,
    lines=measures.LINES,
    shares_measures=True,
)
