"""Stage 3, 召开: who comes."""

from django.urls import path

from agendas.attendance import views as attendance

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
        "sessions/<int:session_id>/people/<int:attendance_id>/remind/",
        attendance.remind_person,
        name="remind_person",
    ),
    path(
        "sessions/<int:session_id>/people/<int:attendance_id>/remove/",
        attendance.remove_person,
        name="remove_person",
    ),
]
