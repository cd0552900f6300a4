"""What lies across the sessions: desk, approvals, search, public board, help."""

from django.urls import path

from agendas.pages import views as pages
from agendas.pages.arranging import views as arranging

urlpatterns = [
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
]
