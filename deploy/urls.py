"""The addresses of the whole product: pages, sign-in, API, probes."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from deploy import health

urlpatterns = [
    path("", include("agendas.urls")),
    path("accounts/", include("accounts.signin.urls")),
    path("inbox/", include("accounts.urls")),
    path("feedback/", include("accounts.feedback.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("api/v1/", include("agendas.api_urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
