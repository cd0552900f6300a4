"""The table of screens, stage by stage."""

from agendas.urls import conversion, guests, minutes, pages, people, research, spine, topics

app_name = "agendas"

urlpatterns = [
    *pages.urlpatterns,
    *spine.urlpatterns,
    *topics.urlpatterns,
    *research.urlpatterns,
    *people.urlpatterns,
    *guests.urlpatterns,
    *minutes.urlpatterns,
    *conversion.urlpatterns,
]
