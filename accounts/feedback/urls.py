"""The addresses of 意见建议."""

from __future__ import annotations

from django.urls import path

from accounts.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.feedback, name="feedback"),
    path("<int:feedback_id>/answer/", views.answer_feedback, name="answer_feedback"),
]
