"""The table of screens."""

from django.urls import path

from agendas.attendance import views as attendance
from agendas.measures import views as measures
from agendas.minutes import views as minutes
from agendas.pages import views as pages
from agendas.pages.arranging import views as arranging
from agendas.papers import views as papers
from agendas.proxies import views as proxies
from agendas.research import views as research
from agendas.sessions import views as sessions
from agendas.topics import views as topics
from agendas.workflow import views as workflow

app_name = "agendas"

_MEASURE = "measures/<int:measure_id>/"
_SCHEME = "sessions/<int:session_id>/minutes/scheme/"

urlpatterns = [
    # pages
    path("", pages.desk, name="desk"),
    path("todos/", pages.todos, name="todos"),
    path("approvals/", pages.approvals, name="approvals"),
    path("approvals/decide/", pages.decide, name="decide"),
    path("approvals/phrases/", arranging.phrases, name="phrases"),
    path("approvals/stand-ins/", arranging.stand_ins, name="stand_ins"),
    path("approvals/stand-ins/<int:stand_in_id>/end/", arranging.end_stand_in, name="end_stand_in"),
    path("search/", pages.search, name="search"),
    path("search/quick/", pages.quick_open, name="quick_open"),
    path("open/", pages.board, name="board"),
    path("open/<int:session_id>/", pages.board_entry, name="board_entry"),
    path("help/", pages.help_index, name="help"),
    path("help/<slug:slug>/", pages.help_stage, name="help_stage"),
    # workflow
    path("sessions/", workflow.sessions, name="sessions"),
    path("sessions/new/", workflow.open_session, name="open_session"),
    path("sessions/past/", workflow.past, name="past"),
    path("sessions/past/template/", workflow.ledger_template, name="ledger_template"),
    path("ledgers/", workflow.take_ledger, name="take_ledger"),
    path("ledgers/<int:ledger_id>/", workflow.ledger, name="ledger"),
    path("ledgers/<int:ledger_id>/enter/", workflow.enter_ledger, name="enter_ledger"),
    path("sessions/<int:session_id>/", workflow.session, name="session"),
    path("sessions/<int:session_id>/edit/", workflow.edit, name="edit"),
    path("sessions/<int:session_id>/record/", workflow.record, name="record"),
    path("sessions/<int:session_id>/advance/", workflow.advance, name="advance"),
    path("sessions/<int:session_id>/send-back/", workflow.send_back, name="send_back"),
    path("sessions/<int:session_id>/waive/", workflow.waive, name="waive"),
    path("sessions/<int:session_id>/withdraw-past/", workflow.withdraw_past, name="withdraw_past"),
    path("groups/<int:group_id>/hand-over/", workflow.hand_over, name="hand_over"),
    path("decisions/<int:decision_id>/object/", sessions.object_to, name="object_to"),
    path("decisions/<int:decision_id>/scan/", sessions.scan, name="scan"),
    # proxies
    path(
        "proxies/<int:proxy_id>/object/",
        proxies.object_to_proxy,
        name="object_to_proxy",
    ),
    path("proxies/<int:proxy_id>/scan/", proxies.proxy_scan, name="proxy_scan"),
    # 1 选题
    path("problems/", topics.problems, name="problems"),
    path("problems/new/", topics.new_problem, name="new_problem"),
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.new_topic, name="new_topic"),
    path("topics/<int:topic_id>/", topics.edit_topic, name="edit_topic"),
    path("sessions/<int:session_id>/topic/", topics.topic, name="topic"),
    path("sessions/<int:session_id>/topic/take/", topics.take_topic, name="take_topic"),
    path("sessions/<int:session_id>/topic/decide/", topics.decide_topic, name="decide_topic"),
    path("sessions/<int:session_id>/topic/put-back/", topics.put_back_topic, name="put_back_topic"),
    # 2 调研
    path("sessions/<int:session_id>/research/", research.research, name="research"),
    path("sessions/<int:session_id>/research/hand-in/", research.hand_in, name="hand_in"),
    path(
        "sessions/<int:session_id>/research/<int:paper_id>/hand-in/",
        research.hand_in,
        name="hand_in_again",
    ),
    path("sessions/<int:session_id>/research/drop/", research.drop_files, name="drop_files"),
    path("research/drops/<int:drop_id>/", research.drop, name="drop"),
    path("research/drops/<int:drop_id>/abandon/", research.abandon_drop, name="abandon_drop"),
    path("sessions/<int:session_id>/research/remind/", research.remind, name="remind_research"),
    path(
        "sessions/<int:session_id>/research/questions/",
        research.give_questions,
        name="give_questions",
    ),
    path("research/", research.matrix, name="research_matrix"),
    path(
        "research/groups/<int:group_id>/<int:year>/remind/",
        research.remind_group,
        name="remind_group",
    ),
    path("research/<int:paper_id>/", research.paper, name="paper"),
    path("research/<int:paper_id>/visits/", research.note_visit, name="note_visit"),
    path("research/<int:paper_id>/file/", research.paper_file, name="paper_file"),
    path("research/<int:paper_id>/findings/", research.mark_finding, name="mark_finding"),
    path("research/<int:paper_id>/remark/", research.remark_paper, name="remark_paper"),
    path("findings/<int:finding_id>/remove/", research.remove_finding, name="remove_finding"),
    path("research/visits/<int:visit_id>/remove/", research.remove_visit, name="remove_visit"),
    path("research/problems/<int:met_id>/list/", research.list_problem, name="list_problem"),
    path("duties/<int:duty_id>/remind/", research.remind_member, name="remind_member"),
    path("duties/<int:duty_id>/excuse/", research.ask_excuse, name="ask_excuse"),
    path("duties/<int:duty_id>/decide/", research.decide_excuse, name="decide_excuse"),
    path("duties/<int:duty_id>/speaker/", research.name_speaker, name="name_speaker"),
    # 3 召开
    path("sessions/<int:session_id>/people/", attendance.people, name="people"),
    path("sessions/<int:session_id>/people/add/", attendance.add_guest, name="add_guest"),
    path("sessions/<int:session_id>/people/add-hall/", attendance.add_hall, name="add_hall"),
    path("sessions/<int:session_id>/people/add-back/", attendance.add_back, name="add_back"),
    path("sessions/<int:session_id>/people/invite/", attendance.invite, name="invite"),
    path(
        "sessions/<int:session_id>/people/openings/<str:kind>/", attendance.open_to, name="open_to"
    ),
    path("sessions/<int:session_id>/people/record/", attendance.record_list, name="record_list"),
    path("sessions/<int:session_id>/people/board/", attendance.prepare_board, name="prepare_board"),
    path(
        "sessions/<int:session_id>/people/board/review/",
        attendance.review_board,
        name="review_board",
    ),
    path(
        "sessions/<int:session_id>/people/board/withdraw/",
        attendance.withdraw_board,
        name="withdraw_board",
    ),
    path("sessions/<int:session_id>/people/<int:attendance_id>/", attendance.person, name="person"),
    path(
        "sessions/<int:session_id>/people/<int:attendance_id>/answer/",
        attendance.answer,
        name="answer",
    ),
    path(
        "sessions/<int:session_id>/people/<int:attendance_id>/decide/",
        attendance.decide_leave,
        name="decide_leave",
    ),
    path(
        "sessions/<int:session_id>/people/<int:attendance_id>/remove/",
        attendance.remove_person,
        name="remove_person",
    ),
    path("sessions/<int:session_id>/minutes/", minutes.minutes, name="minutes"),
    path(
        "sessions/<int:session_id>/minutes/scans/<int:file_id>/",
        minutes.minutes_scan,
        name="minutes_scan",
    ),
    path("sessions/<int:session_id>/minutes/save/", minutes.save_minutes, name="save_minutes"),
    path(
        "sessions/<int:session_id>/minutes/withdraw/",
        minutes.withdraw_minutes,
        name="withdraw_minutes",
    ),
    path(
        "sessions/<int:session_id>/minutes/decide/", minutes.decide_minutes, name="decide_minutes"
    ),
    path(_SCHEME, minutes.scheme, name="scheme"),
    path(f"{_SCHEME}save/", minutes.save_scheme, name="save_scheme"),
    path(f"{_SCHEME}submit/", minutes.submit_scheme, name="submit_scheme"),
    path(f"{_SCHEME}withdraw/", minutes.withdraw_scheme, name="withdraw_scheme"),
    path(f"{_SCHEME}decide/", minutes.decide_scheme, name="decide_scheme"),
    path(f"{_SCHEME}print/", minutes.print_scheme, name="print_scheme"),
    path("sessions/<int:session_id>/minutes/items/", minutes.add_item, name="add_item"),
    path(
        "sessions/<int:session_id>/minutes/items/speeches/",
        minutes.add_speeches,
        name="add_speeches",
    ),
    path(
        "sessions/<int:session_id>/minutes/items/<int:item_id>/move/",
        minutes.move_item,
        name="move_item",
    ),
    path(
        "sessions/<int:session_id>/minutes/items/<int:item_id>/remove/",
        minutes.remove_item,
        name="remove_item",
    ),
    path(
        "sessions/<int:session_id>/minutes/resolutions/",
        minutes.add_resolution,
        name="add_resolution",
    ),
    path(
        "sessions/<int:session_id>/minutes/resolutions/<int:resolution_id>/remove/",
        minutes.remove_resolution,
        name="remove_resolution",
    ),
    # 4 转化, 5 问效
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
