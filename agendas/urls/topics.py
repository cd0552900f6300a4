"""Stage 1, 选题: problems, topics, choosing one."""

from django.urls import path

from agendas.topics import views as topics

urlpatterns = [
    path("problems/", topics.problems, name="problems"),
    path("problems/new/", topics.new_problem, name="new_problem"),
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.new_topic, name="new_topic"),
    path("topics/<int:topic_id>/", topics.edit_topic, name="edit_topic"),
    path("sessions/<int:session_id>/topic/", topics.topic, name="topic"),
    path("sessions/<int:session_id>/topic/take/", topics.take_topic, name="take_topic"),
    path("sessions/<int:session_id>/topic/decide/", topics.decide_topic, name="decide_topic"),
    path("sessions/<int:session_id>/topic/put-back/", topics.put_back_topic, name="put_back_topic"),
]
