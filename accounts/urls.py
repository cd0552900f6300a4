"""The addresses of the inbox."""

from __future__ import annotations

from django.urls import path

from accounts.notices import views

app_name = "accounts"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:notice_id>/open/", views.open_notice, name="open_notice"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("unread/", views.mark_unread, name="mark_unread"),
]
