"""A session as a whole, and what others handed in for somebody."""

from django.urls import path

from agendas.proxies import views as proxies
from agendas.sessions import views as sessions
from agendas.workflow import views as workflow

urlpatterns = [
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
    path(
        "proxies/<int:proxy_id>/object/",
        proxies.object_to_proxy,
        name="object_to_proxy",
    ),
    path("proxies/<int:proxy_id>/scan/", proxies.proxy_scan, name="proxy_scan"),
]
