"""What gets out of a session, each piece reviewed by a second person, and the reviews on file."""

from agendas.board.models.material import PressMaterial, PressMaterialQuerySet
from agendas.board.models.publications import Publication, PublicationQuerySet
from agendas.board.models.reviews import Review, Reviewable, Subject, Verdict
from agendas.board.models.wording import BoardNotice, BoardNoticeQuerySet

__all__ = [
    "BoardNotice",
    "BoardNoticeQuerySet",
    "PressMaterial",
    "PressMaterialQuerySet",
    "Publication",
    "PublicationQuerySet",
    "Review",
    "Reviewable",
    "Subject",
    "Verdict",
]
