"""Stage 3, 召开: who comes, and what gets out."""

from django.urls import path

from agendas.attendance import views as attendance
from agendas.board import views as board
from agendas.ledgers import views as ledgers
from agendas.makeups import views as makeups
from agendas.presence import views as presence

_BOARD = "sessions/<int:session_id>/people/board/"
_MATERIAL = f"{_BOARD}material/<int:material_id>/"
_PUBLICATION = "sessions/<int:session_id>/people/press/<int:publication_id>/"

urlpatterns = [
    path("sessions/<int:session_id>/people/", attendance.people, name="people"),
    path("sessions/<int:session_id>/people/add/", attendance.add_guest, name="add_guest"),
    path("sessions/<int:session_id>/people/add-hall/", attendance.add_hall, name="add_hall"),
    path("sessions/<int:session_id>/people/add-back/", attendance.add_back, name="add_back"),
    path("sessions/<int:session_id>/people/invite/", attendance.invite, name="invite"),
    path(
        "sessions/<int:session_id>/people/openings/<str:kind>/", attendance.open_to, name="open_to"
    ),
    path("sessions/<int:session_id>/people/record/", attendance.record_list, name="record_list"),
    path(
        "sessions/<int:session_id>/people/remind/",
        attendance.remind_unanswered,
        name="remind_unanswered",
    ),
    path(_BOARD, board.prepare_board, name="prepare_board"),
    path(f"{_BOARD}review/", board.review_board, name="review_board"),
    path(f"{_BOARD}withdraw/", board.withdraw_board, name="withdraw_board"),
    path(f"{_BOARD}material/", board.prepare_material, name="prepare_material"),
    path(_MATERIAL, board.material, name="material"),
    path(f"{_MATERIAL}review/", board.review_material, name="review_material"),
    path(f"{_MATERIAL}withdraw/", board.withdraw_material, name="withdraw_material"),
    path(f"{_MATERIAL}remove/", board.remove_material, name="remove_material"),
    path(f"{_MATERIAL}file/", board.material_file, name="material_file"),
    path("sessions/<int:session_id>/people/press/", board.press, name="press"),
    path(f"{_PUBLICATION}review/", board.review_publication, name="review_publication"),
    path(f"{_PUBLICATION}withdraw/", board.withdraw_publication, name="withdraw_publication"),
    path(f"{_PUBLICATION}remove/", board.remove_publication, name="remove_publication"),
    path(f"{_PUBLICATION}scan/", board.publication_scan, name="publication_scan"),
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
        "sessions/<int:session_id>/people/<int:attendance_id>/remind/",
        attendance.remind_person,
        name="remind_person",
    ),
    path(
        "sessions/<int:session_id>/people/<int:attendance_id>/remove/",
        attendance.remove_person,
        name="remove_person",
    ),
    path("sessions/<int:session_id>/make-ups/", makeups.make_ups, name="make_ups"),
    path("sessions/<int:session_id>/make-ups/make/", makeups.make_tasks, name="make_tasks"),
    path(
        "sessions/<int:session_id>/make-ups/material/",
        makeups.save_material,
        name="save_make_up_material",
    ),
    path("make-ups/", makeups.make_ups_of_year, name="make_ups_of_year"),
    path("make-ups/<int:make_up_id>/", makeups.make_up, name="make_up"),
    path("make-ups/<int:make_up_id>/hand-in/", makeups.hand_in_make_up, name="hand_in_make_up"),
    path("make-ups/<int:make_up_id>/accept/", makeups.accept_make_up, name="accept_make_up"),
    path("make-ups/<int:make_up_id>/ask-more/", makeups.ask_more_make_up, name="ask_more_make_up"),
    path("make-ups/files/<int:file_id>/", makeups.material_file, name="make_up_file"),
    path(
        "make-ups/files/<int:file_id>/remove/", makeups.remove_material, name="remove_make_up_file"
    ),
    path("sessions/<int:session_id>/people/counts/", ledgers.session_counts, name="session_counts"),
    path(
        "sessions/<int:session_id>/people/counts/export/",
        ledgers.export_session_counts,
        name="export_session_counts",
    ),
    path("ledgers/groups/", ledgers.group_ledger, name="group_ledger"),
    path(
        "ledgers/groups/<int:group_id>/<int:year>/export/",
        ledgers.export_group_ledger,
        name="export_group_ledger",
    ),
    path("ledgers/units/", ledgers.unit_ledger, name="unit_ledger"),
    path("ledgers/units/<int:year>/export/", ledgers.export_unit_ledger, name="export_unit_ledger"),
    path("sessions/<int:session_id>/people/room/", presence.room, name="room"),
    # From here a service worker reaches the page above and nothing else.
    path("sessions/<int:session_id>/people/room/worker.js", presence.worker, name="room_worker"),
    path("sessions/<int:session_id>/people/room/undo/", presence.undo, name="undo_mark"),
    path(
        "sessions/<int:session_id>/people/room/settle/<int:mark_id>/",
        presence.settle,
        name="settle_mark",
    ),
    path("sessions/<int:session_id>/people/room/code/", presence.switch_code, name="switch_code"),
    path("sessions/<int:session_id>/people/screen/", presence.screen, name="screen"),
    path("sessions/<int:session_id>/people/sheet/", presence.sheet, name="sheet"),
    path("sessions/<int:session_id>/people/sheet/enter/", presence.enter_sheet, name="enter_sheet"),
    path("checkin/", presence.enter_code, name="enter_code"),
    path("checkin/<str:code>/", presence.check_in, name="check_in"),
]
