"""What gets out of a session, in the API."""

from agendas.board.api.press import MaterialViewSet, PublicationViewSet
from agendas.board.api.reviews import ReviewViewSet
from agendas.board.api.wording import BoardViewSet

__all__ = ["BoardViewSet", "MaterialViewSet", "PublicationViewSet", "ReviewViewSet"]
