"""What lies across the sessions: desk, approvals, search, public board, help."""

from django.urls import path

from agendas.board import views as board
from agendas.pages import views as pages
from agendas.pages.arranging import views as arranging
from agendas.pages.manage import views as manage

_SEAT = "manage/seats/<int:seat_id>/"

urlpatterns = [
    path("", pages.desk, name="desk"),
    path("todos/", pages.todos, name="todos"),
    path("approvals/", pages.approvals, name="approvals"),
    path("approvals/decide/", pages.decide, name="decide"),
    path("approvals/phrases/", arranging.phrases, name="phrases"),
    path("approvals/stand-ins/", arranging.stand_ins, name="stand_ins"),
    path("approvals/stand-ins/<int:stand_in_id>/end/", arranging.end_stand_in, name="end_stand_in"),
    path("manage/", manage.manage, name="manage"),
    path("manage/groups/<int:group_id>/", manage.group, name="manage_group"),
    path(_SEAT, manage.seat, name="manage_seat"),
    path(f"{_SEAT}end/", manage.end_seat, name="end_seat"),
    path(f"{_SEAT}reopen/", manage.reopen_seat, name="reopen_seat"),
    path(f"{_SEAT}withdraw/", manage.withdraw_seat, name="withdraw_seat"),
    path(f"{_SEAT}place/", manage.place_seat, name="place_seat"),
    path(f"{_SEAT}charge/", manage.charge, name="charge"),
    path("search/", pages.search, name="search"),
    path("search/quick/", pages.quick_open, name="quick_open"),
    path("open/", board.board, name="board"),
    path("open/export/", board.export_board, name="export_board"),
    path("open/<int:session_id>/", board.board_entry, name="board_entry"),
    path("help/", pages.help_index, name="help"),
    path("help/<slug:slug>/", pages.help_stage, name="help_stage"),
]
