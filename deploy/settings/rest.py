"""The API and its description."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "deploy.api.Pages",
    "DEFAULT_FILTER_BACKENDS": [
        "accounts.filters.Narrowing",
        "accounts.filters.Searching",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "deploy.parsers.StrictJSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "deploy.api.answer_exception",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "三聚三开放",
    "DESCRIPTION": "党委理论学习中心组学习会的选题、调研、召开、转化、问效。",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    # Fields of one name with choices of their own; the name is what a client's code will call them.
    "ENUM_NAME_OVERRIDES": {
        "AttendanceStatusEnum": "agendas.attendance.models.Status",
        "CapacityEnum": "agendas.attendance.models.Capacity",
        "InvitedCapacityEnum": "agendas.attendance.forms.INVITED",
        "DecisionOutcomeEnum": "agendas.sessions.models.Outcome",
        "MarkOutcomeEnum": "agendas.presence.models.Outcome",
        "ResolutionKindEnum": "agendas.minutes.models.ResolutionKind",
        "InspectionKindEnum": "agendas.observing.models.inspections.KINDS",
        "ProblemSourceEnum": "agendas.topics.models.ProblemSource",
    },
    # By default the page asks a server of the library's authors whether the schema is sound.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
