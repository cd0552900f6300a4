"""Stage 3, 召开: scheme, agenda, record, resolutions."""

from django.urls import path

from agendas.minutes import views as minutes

_SCHEME = "sessions/<int:session_id>/minutes/scheme/"

urlpatterns = [
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
]
