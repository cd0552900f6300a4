"""Stage 2, 调研: papers, findings, who still owes what."""

from django.urls import path

from agendas.drops import views as drops
from agendas.research import views as research

urlpatterns = [
    path("sessions/<int:session_id>/research/", research.research, name="research"),
    path("sessions/<int:session_id>/research/hand-in/", research.hand_in, name="hand_in"),
    path(
        "sessions/<int:session_id>/research/<int:paper_id>/hand-in/",
        research.hand_in,
        name="hand_in_again",
    ),
    path("sessions/<int:session_id>/research/drop/", drops.drop_files, name="drop_files"),
    path("research/drops/<int:drop_id>/", drops.drop, name="drop"),
    path("research/drops/<int:drop_id>/abandon/", drops.abandon_drop, name="abandon_drop"),
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
]
