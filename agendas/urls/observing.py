"""Stage 3, 召开: who sits in from above and from other groups, and what inspections found."""

from django.urls import path

from agendas.observing import views as observing

_ONE = "observations/<int:observation_id>/"

urlpatterns = [
    path("oversight/observing/", observing.observing, name="observing"),
    path("sessions/<int:session_id>/observe/", observing.propose, name="propose_observation"),
    path(
        "sessions/<int:session_id>/people/observing/",
        observing.observing_of_session,
        name="observing_of_session",
    ),
    path("sessions/<int:session_id>/people/takeaway/", observing.takeaway, name="takeaway"),
    path("observations/", observing.observations, name="observations"),
    path(_ONE, observing.observation, name="observation"),
    path(f"{_ONE}team/", observing.name_team, name="name_observers"),
    path(f"{_ONE}agree/", observing.agree, name="agree_observation"),
    path(f"{_ONE}ask-another/", observing.ask_another, name="ask_another_time"),
    path(f"{_ONE}hand-over/", observing.hand_over, name="hand_over_material"),
    path(f"{_ONE}withdraw/", observing.withdraw, name="withdraw_observation"),
    path(f"{_ONE}report/", observing.report, name="report_observation"),
    path(f"{_ONE}respond/", observing.respond, name="respond_to_observation"),
    path("inspections/", observing.inspections, name="inspections"),
    path("inspections/new/", observing.enter_inspection, name="enter_inspection"),
    path("takeaways/", observing.takeaways, name="takeaways"),
]
