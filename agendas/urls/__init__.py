"""The table of screens, stage by stage."""

from agendas.urls import (
    conversion,
    guests,
    minutes,
    observing,
    pages,
    people,
    research,
    spine,
    topics,
)

app_name = "agendas"

urlpatterns = [
    *pages.urlpatterns,
    *spine.urlpatterns,
    *topics.urlpatterns,
    *research.urlpatterns,
    *people.urlpatterns,
    *guests.urlpatterns,
    *observing.urlpatterns,
    *minutes.urlpatterns,
    *conversion.urlpatterns,
]
