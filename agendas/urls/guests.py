"""Stage 3, 召开: units that are asked, people who sign up, guests without an account."""

from django.urls import path

from agendas.guests import views as guests

_PAGE = "sessions/<int:session_id>/people/guests/"

urlpatterns = [
    path(_PAGE, guests.guests, name="guests"),
    path(f"{_PAGE}invite/", guests.invite_unit, name="invite_unit"),
    path(f"{_PAGE}remind/", guests.remind_units, name="remind_units"),
    path(f"{_PAGE}decide/", guests.decide_seats, name="decide_seats"),
    path("invitations/<int:invitation_id>/", guests.invitation, name="invitation"),
    path("invitations/<int:invitation_id>/reply/", guests.reply, name="reply"),
    path(
        "invitations/<int:invitation_id>/withdraw/",
        guests.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("sessions/<int:session_id>/people/material/", guests.material, name="material"),
    path(
        "sessions/<int:session_id>/people/material/<int:paper_id>/",
        guests.material_file,
        name="material_file",
    ),
    path("sign-up/", guests.sign_ups, name="sign_ups"),
    path("sessions/<int:session_id>/sign-up/", guests.sign_up, name="sign_up"),
    path("openings/<int:opening_id>/request-seat/", guests.request_seat, name="request_seat"),
    path("sign-up/<int:sign_up_id>/withdraw/", guests.withdraw_seat, name="give_back_seat"),
    path("open/<int:session_id>/sign-up/", guests.visit, name="visit"),
    path("open/seats/<str:token>/", guests.seat, name="seat"),
    path("open/seats/<str:token>/confirm/", guests.confirm_seat, name="confirm_seat"),
    path("open/seats/<str:token>/cancel/", guests.cancel_seat, name="cancel_seat"),
    path("open/seats/<str:token>/calendar.ics", guests.seat_calendar, name="seat_calendar"),
]
