"""The table of screens, stage by stage."""

from agendas.urls import conversion, minutes, pages, people, research, spine, topics

app_name = "agendas"

urlpatterns = [
    *pages.urlpatterns,
    *spine.urlpatterns,
    *topics.urlpatterns,
    *research.urlpatterns,
    *people.urlpatterns,
    *minutes.urlpatterns,
    *conversion.urlpatterns,
]
