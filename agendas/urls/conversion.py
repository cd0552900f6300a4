"""Stages 4 and 5, 转化 and 问效: measures and papers."""

from django.urls import path

from agendas.measures import views as measures
from agendas.papers import views as papers

_MEASURE = "measures/<int:measure_id>/"

urlpatterns = [
    path("measures/", measures.measures, name="measures"),
    path("measures/<int:measure_id>/", measures.measure, name="measure"),
    path("measures/<int:measure_id>/remove/", measures.remove_measure, name="remove_measure"),
    path("measures/<int:measure_id>/apply-closing/", measures.apply_closing, name="apply_closing"),
    path(
        "measures/<int:measure_id>/decide-closing/", measures.decide_closing, name="decide_closing"
    ),
    path(f"{_MEASURE}ask-extension/", measures.ask_extension, name="ask_extension"),
    path(f"{_MEASURE}ask-target/", measures.ask_target, name="ask_target"),
    path(f"{_MEASURE}decide-change/", measures.decide_change, name="decide_change"),
    path(f"{_MEASURE}milestones/", measures.set_milestone, name="set_milestone"),
    path("milestones/<int:milestone_id>/drop/", measures.drop_milestone, name="drop_milestone"),
    path("milestones/<int:milestone_id>/reach/", measures.reach_milestone, name="reach_milestone"),
    path("measures/<int:measure_id>/stop/", measures.stop_measure, name="stop_measure"),
    path("indicators/<int:indicator_id>/readings/", measures.record_reading, name="record_reading"),
    path(
        "indicators/<int:indicator_id>/remove/", measures.remove_indicator, name="remove_indicator"
    ),
    path("readings/<int:reading_id>/file/", measures.reading_file, name="reading_file"),
    path("closings/<int:closing_id>/file/", measures.closing_file, name="closing_file"),
    path("sessions/<int:session_id>/measures/", measures.session_measures, name="session_measures"),
    path("sessions/<int:session_id>/measures/new/", measures.make_measure, name="make_measure"),
    path(
        "sessions/<int:session_id>/measures/indicators/",
        measures.add_indicator,
        name="add_indicator",
    ),
    path(
        "sessions/<int:session_id>/measures/none/",
        measures.explain_no_measures,
        name="explain_no_measures",
    ),
    path(
        "sessions/<int:session_id>/measures/share/", measures.share_measures, name="share_measures"
    ),
    path("sessions/<int:session_id>/papers/", papers.papers, name="papers"),
    path("sessions/<int:session_id>/papers/start/", papers.start_report, name="start_report"),
    path("sessions/<int:session_id>/papers/save/", papers.draft_report, name="draft_report"),
    path(
        "sessions/<int:session_id>/papers/withdraw/", papers.withdraw_paper, name="withdraw_paper"
    ),
    path("sessions/<int:session_id>/papers/decide/", papers.decide_paper, name="decide_paper"),
    path("sessions/<int:session_id>/papers/send/", papers.send_paper, name="send_paper"),
    path(
        "sessions/<int:session_id>/papers/not-applicable/",
        papers.not_applicable,
        name="not_applicable",
    ),
    path(
        "sessions/<int:session_id>/papers/<int:paper_id>/", papers.print_paper, name="print_paper"
    ),
]
