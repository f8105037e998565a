"""What is asked of a store: one function, one statement, one frame; its rows are in a stated order."""

from store.queries.beside import calls, complete, evidence_of, points_of, verifications_of
from store.queries.country import answers, appraisals, reports, rounds, units
from store.queries.initiatives import initiative_count, initiatives
from store.queries.lineage import descent
from store.queries.one_report import answers_of, changes, events_of, initiatives_of, report_of
from store.queries.origins import answer_origins, appraisal_origins, report_events
from store.queries.queue import queue
from store.queries.returned import renewed, sent_back, to_mend
from store.queries.whole import Counts, State, counts, state, today
from store.queries.written import initiatives_written, written

__all__ = [
    "Counts",
    "State",
    "answer_origins",
    "answers",
    "answers_of",
    "appraisal_origins",
    "appraisals",
    "calls",
    "changes",
    "complete",
    "counts",
    "descent",
    "events_of",
    "evidence_of",
    "initiative_count",
    "initiatives",
    "initiatives_of",
    "initiatives_written",
    "points_of",
    "queue",
    "renewed",
    "report_events",
    "report_of",
    "reports",
    "rounds",
    "sent_back",
    "state",
    "to_mend",
    "today",
    "units",
    "verifications_of",
    "written",
]
