"""The collections of the API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from accounts.feedback.api import FeedbackViewSet
from accounts.notices.api import NoticeViewSet
from accounts.signin.api import TokenView
from accounts.units.api import UnitViewSet
from agendas.attendance.api import AttendanceViewSet
from agendas.board.api import BoardViewSet, MaterialViewSet, PublicationViewSet, ReviewViewSet
from agendas.guests.api import InvitationViewSet, SeatViewSet, SignUpOpeningViewSet
from agendas.ledgers.api import LedgerGroupViewSet
from agendas.makeups.api import MakeUpViewSet
from agendas.measures.api import IndicatorViewSet, MeasureViewSet, ReadingViewSet
from agendas.minutes.api import ItemViewSet, MinutesViewSet, ResolutionViewSet, SchemeViewSet
from agendas.observing.api import InspectionViewSet, ObservationViewSet, TakeawayViewSet
from agendas.papers.api import PaperViewSet
from agendas.presence.api import MarkViewSet
from agendas.proxies.api import ProxyViewSet
from agendas.research.api import DutyViewSet, ResearchViewSet
from agendas.topics.api import ProblemViewSet, TopicViewSet
from agendas.workflow.api import SessionViewSet
from studygroups.groups.api import StandInViewSet

router = SimpleRouter()
router.register("units", UnitViewSet, basename="unit")
router.register("groups", LedgerGroupViewSet, basename="group")
router.register("stand-ins", StandInViewSet, basename="stand-in")
router.register("notices", NoticeViewSet, basename="notice")
router.register("feedback", FeedbackViewSet, basename="feedback")
router.register("sessions", SessionViewSet, basename="session")
router.register("proxies", ProxyViewSet, basename="proxy")
router.register("problems", ProblemViewSet, basename="problem")
router.register("topics", TopicViewSet, basename="topic")
router.register("research", ResearchViewSet, basename="research")
router.register("duties", DutyViewSet, basename="duty")
router.register("openings", SignUpOpeningViewSet, basename="opening")
router.register("invitations", InvitationViewSet, basename="invitation")
router.register("seats", SeatViewSet, basename="seat")
router.register("attendances", AttendanceViewSet, basename="attendance")
router.register("board", BoardViewSet, basename="board")
router.register("materials", MaterialViewSet, basename="material")
router.register("publications", PublicationViewSet, basename="publication")
router.register("reviews", ReviewViewSet, basename="review")
router.register("make-ups", MakeUpViewSet, basename="make-up")
router.register("observations", ObservationViewSet, basename="observation")
router.register("inspections", InspectionViewSet, basename="inspection")
router.register("takeaways", TakeawayViewSet, basename="takeaway")
router.register("marks", MarkViewSet, basename="mark")
router.register("measures", MeasureViewSet, basename="measure")
router.register("indicators", IndicatorViewSet, basename="indicator")
router.register("readings", ReadingViewSet, basename="reading")
router.register("schemes", SchemeViewSet, basename="scheme")
router.register("agenda-items", ItemViewSet, basename="agenda-item")
router.register("minutes", MinutesViewSet, basename="minutes")
router.register("resolutions", ResolutionViewSet, basename="resolution")
router.register("papers", PaperViewSet, basename="paper")

app_name = "api"
urlpatterns = [path("token/", TokenView.as_view(), name="token"), *router.urls]
