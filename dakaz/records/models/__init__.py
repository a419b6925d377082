"""The tables, one file per subject."""

from .access import Compartment, Resealing, Role, User, VaultState
from .archive import (
    FileState,
    Ground,
    ImportFile,
    ImportRun,
    ImportState,
    Item,
    ItemText,
    Origin,
    Passage,
    Reading,
    Source,
    SourceKind,
    Within,
)
from .casebook import Case, CaseParty, CaseRisk, CaseRole, CaseStatus, CaseTie, CaseTieKind, Retention
from .claims import Check, CheckPart, Claim, FigureKind
from .consents import Consent, GivenHow, Purpose
from .deadlines import Audience, Deadline, SetBy, Standing
from .decisions import Consequence, Decision, DecisionKind, Reason, ReasonKind, ServedHow
from .documents import Document, DocumentKind, Whereabouts
from .due import DueDate, DueKind
from .events import (
    AFTERMATH,
    INCIDENTS,
    STEPS,
    SUPPORT,
    AskedFor,
    Event,
    EventKind,
    EventStatus,
    Involvement,
    InvolvementRole,
)
from .forgetting import ErasedWhy, Erasure, KeepingTime
from .ids import new_id
from .log import LogEntry, LogTree
from .merging import Merge
from .observatory import CountsRelease, Observation, Recommendation, RecommendationState, Series, Statement
from .people import (
    ContactKind,
    ContactWay,
    HomeRisk,
    Name,
    NameKind,
    Party,
    PartyKind,
    Protection,
    RiskAtHome,
    Safety,
)
from .publications import Approval, Release, Report
from .record import Record
from .sealed import SealedRow, SealedState
from .support import Need, NeedKind, NeedState, Offer, Referral, ReferralAnswer
from .tags import Holds as Holds
from .taken_in import TakenIn
from .testimonies import Testimony, TestimonyKind
from .ties import NamedTie, PastTie, Tie, TieKind
from .work import Absence, SavedSearch

__all__ = [
    "AFTERMATH",
    "INCIDENTS",
    "STEPS",
    "SUPPORT",
    "Absence",
    "Approval",
    "AskedFor",
    "Audience",
    "Case",
    "CaseParty",
    "CaseRisk",
    "CaseRole",
    "CaseStatus",
    "CaseTie",
    "CaseTieKind",
    "Check",
    "CheckPart",
    "Claim",
    "Compartment",
    "Consent",
    "Consequence",
    "ContactKind",
    "ContactWay",
    "CountsRelease",
    "Deadline",
    "Decision",
    "DecisionKind",
    "Document",
    "DocumentKind",
    "DueDate",
    "DueKind",
    "ErasedWhy",
    "Erasure",
    "Event",
    "EventKind",
    "EventStatus",
    "FigureKind",
    "FileState",
    "GivenHow",
    "Ground",
    "HomeRisk",
    "ImportFile",
    "ImportRun",
    "ImportState",
    "Involvement",
    "InvolvementRole",
    "Item",
    "ItemText",
    "KeepingTime",
    "LogEntry",
    "LogTree",
    "Merge",
    "Name",
    "NameKind",
    "NamedTie",
    "Need",
    "NeedKind",
    "NeedState",
    "Observation",
    "Offer",
    "Origin",
    "Party",
    "PartyKind",
    "Passage",
    "PastTie",
    "Protection",
    "Purpose",
    "Reading",
    "Reason",
    "ReasonKind",
    "Recommendation",
    "RecommendationState",
    "Record",
    "Referral",
    "ReferralAnswer",
    "Release",
    "Report",
    "Resealing",
    "Retention",
    "RiskAtHome",
    "Role",
    "Safety",
    "SavedSearch",
    "SealedRow",
    "SealedState",
    "Series",
    "ServedHow",
    "SetBy",
    "Source",
    "SourceKind",
    "Standing",
    "Statement",
    "TakenIn",
    "Testimony",
    "TestimonyKind",
    "Tie",
    "TieKind",
    "User",
    "VaultState",
    "Whereabouts",
    "Within",
    "new_id",
]
