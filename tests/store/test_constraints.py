"""Every named constraint bites: a row that breaks it, and nothing else, is refused under its name."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    UniqueConstraint,
    func,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from store.engine import writing
from store.schema import Base

TABLES = Base.metadata.tables
AT = datetime(2026, 4, 10, tzinfo=UTC)
DAY, EARLIER = date(2026, 4, 10), date(2026, 4, 9)
NOWHERE = {int: 999, str: "zz", date: date(1900, 1, 1)}

# One row of each table, in an order in which each finds what it refers to; store_state has its row already.
ROWS = {
    "catalogue_version": {"digest": "c1", "files": "{}", "kept_at": AT},
    "province": {"code": "01", "valid_from": DAY, "name_vi": "x", "name_en": "x", "kind": "city", "region": "R1"},
    "unit": {"id": "a", "opened": DAY},
    "unit_spell": {
        "unit": "a",
        "valid_from": DAY,
        "name_vi": "x",
        "name_en": "x",
        "folded": "x",
        "institution_type": "school",
        "province": "01",
        "province_from": DAY,
        "parent": None,
    },
    "cluster_spell": {"unit": "a", "valid_from": DAY, "cluster": "1", "name_vi": "x", "name_en": "x"},
    "unit_event": {"id": 1, "kind": "merge", "on_date": DAY, "act": "x", "before": "a", "after": "a"},
    "round": {
        "id": "r",
        "name_vi": "x",
        "name_en": "x",
        "calendar": "year",
        "starts": DAY,
        "ends": DAY,
        "opens": DAY,
        "due": DAY,
        "data_version": 0,
    },
    "round_exception": {
        "id": 1,
        "round": "r",
        "unit": "a",
        "until": DAY,
        "counts_on_time": False,
        "reason": "x",
        "made_by": "an",
        "made_at": AT,
        "ended_at": AT,
    },
    "source_file": {"digest": "f1", "name": "x.xlsx", "taken_at": AT, "taken_by": "an"},
    "report": {"id": 1, "unit": "a", "round": "r", "instrument": "small", "catalogue": "c1", "state": "draft"},
    "report_event": {"id": 1, "report": 1, "at": AT, "by": "an", "to_state": "draft", "reason": ""},
    "answer": {"report": 1, "question": "learners", "value": 1, "reason": "", "comment": ""},
    "draft_answer": {
        "id": 1,
        "report": 1,
        "question": "learners",
        "base": 0,
        "at": AT,
        "by": "an",
        "door": "form",
        "reason": "",
        "comment": "",
        "overtaken": False,
    },
    "receipt": {
        "code": "0000-0000-0000",
        "report": 1,
        "number": 1,
        "at": AT,
        "by": "an",
        "door": "form",
        "digest": "x",
        "answers": 1,
        "initiatives": 0,
    },
    "api_token": {
        "digest": "t",
        "unit": "a",
        "scope": "read",
        "label": "x",
        "made_by": "an",
        "made_at": AT,
        "ends_at": AT,
    },
    "api_request": {"holder": "an", "key": "k", "asked": "x", "reply": "{}", "at": AT},
    "evidence_file": {
        "digest": "e",
        "media_type": "application/pdf",
        "size": 1,
        "content": b"x",
        "taken_at": AT,
        "taken_by": "an",
    },
    "evidence_sender": {"digest": "e", "unit": "a"},
    "answer_change": {
        "id": 1,
        "report": 1,
        "question": "learners",
        "at": AT,
        "by": "an",
        "door": "form",
        "file": "f1",
        "place": "",
    },
    "initiative": {
        "id": 1,
        "report": 1,
        "number": 1,
        "title": "x",
        "problem": "",
        "solution": "",
        "result": "",
        "stage": "idea",
        "folded": "x",
    },
    "initiative_change": {
        "id": 1,
        "report": 1,
        "number": 1,
        "at": AT,
        "by": "an",
        "door": "form",
        "file": "f1",
        "place": "",
    },
    "evidence": {"id": 1, "report": 1, "indicator": "i", "link": "x", "note": "", "strength": "declared"},
    "appraisal": {
        "id": 1,
        "report": 1,
        "indicator": "i",
        "points": 1,
        "strength": "declared",
        "by": "an",
        "at": AT,
        "reason": "",
    },
    "edition": {"key": "e", "round": "r", "data_version": 0, "catalogue": "c1", "method": "1", "computed_at": AT},
    "edition_run": {
        "id": 1,
        "round": "r",
        "basis": "live",
        "edition": "e",
        "data_version": 0,
        "catalogue": "c1",
        "method": "1",
        "at": AT,
    },
    "edition_step": {"run": 1, "number": 1, "step": "values", "outcome": "done", "reason": ""},
    "edition_seal": {
        "digest": "d",
        "edition": "e",
        "round": "r",
        "number": 1,
        "status": "official",
        "at": AT,
        "by": "an",
        "bundle": b"PK",
    },
    "result": {"edition": "e", "unit": "a", "kind": "pillar", "item": "use", "rule": "scored"},
    "account": {
        "id": 1,
        "name": "lan",
        "shown_as": "Lan",
        "role": "leader",
        "password_due": False,
        "factor_step": 0,
        "disabled": False,
        "demonstration": False,
        "created_at": AT,
    },
    "identity": {"issuer": "x", "subject": "x", "account": 1},
    "account_grant": {"account": 1, "kind": "unit", "value": "a"},
    "session": {
        "id": "s",
        "digest": "d",
        "last_digest": "l",
        "account": 1,
        "owed": "nothing",
        "created_at": AT,
        "seen_at": AT,
        "rotated_at": AT,
    },
    "recovery_code": {"digest": "d", "account": 1},
    "invitation": {"digest": "d", "account": 1, "made_by": "an", "made_at": AT, "ends_at": AT},
    "failures": {"key": "name:lan", "count": 1, "last_at": AT, "waits_until": AT},
    "log_entry": {
        "number": 1,
        "at": AT,
        "by": "an",
        "address": "",
        "action": "x",
        "subject": "",
        "before": "",
        "after": "",
        "previous": "",
        "digest": "d",
    },
    "catalogue_draft": {
        "id": 1,
        "base": "c1",
        "changes": "{}",
        "revision": 1,
        "begun_by": "an",
        "begun_at": AT,
        "changed_by": "an",
        "changed_at": AT,
    },
    "catalogue_publication": {"number": 1, "digest": "c1", "note": "x", "published_by": "an", "published_at": AT},
    "draft_initiative": {
        "id": 1,
        "report": 1,
        "key": "1",
        "base": 0,
        "at": AT,
        "by": "an",
        "door": "form",
        "title": "x",
        "problem": "",
        "solution": "",
        "result": "",
        "stage": "idea",
        "beneficiaries": "",
        "cost": "",
        "removed": False,
        "overtaken": False,
    },
    "figure_view": {"code": "AAAAAA-BBBBBB-1", "title": "x", "page": "overview", "choices": "{}", "at": AT},
    "handed_edition": {
        "key": "h1",
        "round": "r",
        "data_version": 1,
        "catalogue": "c1",
        "method": "1",
        "at": AT,
    },
    "job": {
        "id": 1,
        "account": 1,
        "kind": "decks",
        "asked": "{}",
        "state": "queued",
        "attempt": 0,
        "done": 0,
        "total": 0,
        "reason": "",
        "asked_at": AT,
    },
    "job_file": {"job": 1, "name": "x.zip", "size": 2, "content": b"PK", "until": AT},
    "returned_answer": {"event": 1, "question": "learners", "reason": "x"},
    "verification": {
        "id": 1,
        "report": 1,
        "indicator": "i",
        "of": "learners",
        "seen": 1,
        "body": "x",
        "on_date": DAY,
        "document": "x",
        "by": "an",
        "at": AT,
    },
    "call": {
        "id": 1,
        "round": "r",
        "unit": "a",
        "at": AT,
        "by": "an",
        "spoke_with": "x",
        "outcome": "promised",
        "note": "",
    },
}

# What makes another row of the table, so that only the constraint in question can refuse it.
ANOTHER = {
    "store_state": {"id": 2, "data_version": 0, "demonstration": False},
    "catalogue_version": {"digest": "c2"},
    "province": {"code": "02"},
    "unit": {"id": "c"},
    "unit_spell": {"valid_from": date(2030, 1, 1)},
    "cluster_spell": {"valid_from": date(2030, 1, 1)},
    "unit_event": {"id": 2, "kind": "close"},
    "round": {"id": "s"},
    "round_exception": {"id": 2},
    "source_file": {"digest": "f2"},
    "report": {"id": 2, "unit": "b"},
    "report_event": {"id": 2},
    "answer": {"question": "devices"},
    "draft_answer": {"id": 2},
    "receipt": {"code": "0000-0000-0001", "number": 2},
    "api_token": {"digest": "u"},
    "api_request": {"key": "l"},
    "evidence_file": {"digest": "f"},
    "evidence_sender": {"unit": "b"},
    "answer_change": {"id": 2},
    "initiative": {"id": 2, "number": 2},
    "initiative_change": {"id": 2},
    "evidence": {"id": 2},
    "appraisal": {"id": 2},
    "edition": {"key": "f"},
    "edition_run": {"id": 2},
    "edition_step": {"number": 2},
    "edition_seal": {"digest": "g", "status": "project draft", "number": 2},
    "result": {"item": "manage"},
    "account": {"id": 2, "name": "minh"},
    "identity": {"subject": "y"},
    "account_grant": {"value": "b"},
    "session": {"id": "t", "digest": "e", "last_digest": None},
    "recovery_code": {"digest": "e"},
    "invitation": {"digest": "e"},
    "failures": {"key": "name:minh"},
    "log_entry": {"number": 2},
    "catalogue_draft": {"id": 2},
    "catalogue_publication": {"number": 2},
    "draft_initiative": {"id": 2},
    "figure_view": {"code": "AAAAAA-BBBBBB-2"},
    "handed_edition": {"key": "h2"},
    "job": {"id": 2},
    "job_file": {"job": 3},
    "returned_answer": {"question": "devices"},
    "verification": {"id": 2},
    "call": {"id": 2},
}

CHECKS = {
    "ck_store_state_one_row": {},
    "ck_province_ends_after_it_begins": {"valid_to": EARLIER},
    "ck_unit_closes_after_it_opens": {"closed": EARLIER},
    "ck_unit_spell_ends_after_it_begins": {"valid_to": EARLIER},
    "ck_unit_spell_province_with_its_day": {"province": None},
    "ck_unit_spell_not_its_own_parent": {"parent": "a"},
    "ck_cluster_spell_ends_after_it_begins": {"valid_to": EARLIER},
    "ck_unit_event_known_kind": {"kind": "moon"},
    "ck_round_known_calendar": {"calendar": "week"},
    "ck_round_ends_after_it_starts": {"ends": EARLIER},
    "ck_round_due_after_it_opens": {"due": EARLIER},
    "ck_round_appraised_after_due": {"appraisal_due": EARLIER},
    "ck_round_closes_after_due": {"closes": EARLIER},
    "ck_round_exception_given_with_a_reason": {"reason": ""},
    "ck_report_known_state": {"state": "lost", "first_submitted_at": AT},
    "ck_report_left_draft_by_submitting": {"state": "submitted"},
    "ck_report_event_known_state": {"to_state": "lost"},
    "ck_report_event_returned_with_a_reason": {"to_state": "returned"},
    "ck_answer_one_kind_of_answer": {"choice": "own"},
    "ck_answer_known_absence": {"value": None, "absence": "lost", "reason": "x"},
    "ck_answer_absent_with_a_reason": {"value": None, "absence": "not_available"},
    "ck_draft_answer_known_door": {"door": "window"},
    "ck_receipt_known_door": {"door": "window"},
    "ck_api_token_known_scope": {"scope": "all"},
    "ck_answer_change_known_door": {"door": "window"},
    "ck_initiative_known_stage": {"stage": "gone"},
    "ck_initiative_beneficiaries_not_negative": {"beneficiaries": -1},
    "ck_initiative_cost_not_negative": {"cost": -1},
    "ck_initiative_change_known_door": {"door": "window"},
    "ck_evidence_link_or_file": {"digest": "f1"},
    "ck_evidence_known_strength": {"strength": "weak"},
    "ck_appraisal_points_not_negative": {"points": -1},
    "ck_appraisal_known_strength": {"strength": "weak"},
    "ck_edition_known_basis": {"basis": "guess"},
    "ck_edition_run_known_basis": {"basis": "guess"},
    "ck_edition_step_known_outcome": {"outcome": "skipped", "reason": "x"},
    "ck_edition_step_not_done_with_a_reason": {"outcome": "failed"},
    "ck_edition_seal_known_status": {"status": "secret"},
    "ck_result_known_kind": {"kind": "moon"},
    "ck_account_known_role": {"role": "owner"},
    "ck_account_grant_known_kind": {"kind": "planet"},
    "ck_session_known_debt": {"owed": "lunch"},
    "ck_catalogue_publication_says_why": {"note": ""},
    "ck_draft_initiative_known_door": {"door": "window"},
    "ck_job_known_state": {"state": "lost"},
    "ck_job_progress_not_negative": {"done": -1},
    "ck_returned_answer_returned_with_a_reason": {"reason": ""},
    "ck_call_known_outcome": {"outcome": "dreamt"},
}
UNIQUE = {
    "uq_report_unit_round": {"unit": "a"},
    "uq_initiative_report_number": {"number": 1},
    "uq_unit_event_kind_on_date_before_after": {"kind": "merge"},
    "uq_receipt_report_number": {"number": 1},
    "uq_edition_seal_edition_status": {"status": "official"},
    "uq_edition_seal_round_number": {"number": 1},
    "uq_account_name": {"name": "lan"},
    "uq_session_digest": {"digest": "d"},
    "uq_session_last_digest": {"last_digest": "l"},
}


def named(kind):
    return {c.name: c for table in TABLES.values() for c in table.constraints if isinstance(c, kind)}


FOREIGN, PRIMARY = named(ForeignKeyConstraint), named(PrimaryKeyConstraint)


@pytest.fixture(scope="module")
def one_of_each(shared_engine):
    with writing(shared_engine) as connection:
        for table, row in ROWS.items():
            connection.execute(insert(TABLES[table]).values(row))
        connection.execute(insert(TABLES["unit"]).values(id="b", opened=DAY))
        connection.execute(insert(TABLES["job"]).values(**{**ROWS["job"], "id": 3}))
    return shared_engine


def refusal(engine, table, row):
    """The name under which PostgreSQL refuses a row; SQLite's whole sentence."""
    with pytest.raises(IntegrityError) as refused, writing(engine) as connection:
        connection.execute(insert(TABLES[table]).values(row))
    diagnosis = getattr(refused.value.orig, "diag", None)
    return diagnosis.constraint_name if diagnosis else str(refused.value.orig)


def test_no_constraint_is_without_a_test():
    assert set(CHECKS) == set(named(CheckConstraint))
    assert set(UNIQUE) == set(named(UniqueConstraint))


@pytest.mark.parametrize("table", ROWS)
def test_another_row_that_breaks_nothing_is_taken(one_of_each, table):
    count = select(func.count()).select_from(TABLES[table])

    with one_of_each.connect() as connection:  # and not kept, since these tests share one store
        before = connection.scalar(count)
        connection.execute(insert(TABLES[table]).values({**ROWS[table], **ANOTHER[table]}))
        after = connection.scalar(count)

    assert after == before + 1


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_bites(one_of_each, name):
    table = named(CheckConstraint)[name].table.name
    row = {**ROWS.get(table, {}), **ANOTHER[table], **CHECKS[name]}

    assert refusal(one_of_each, table, row) in (name, f"CHECK constraint failed: {name}")


@pytest.mark.parametrize("name", UNIQUE)
def test_a_unique_key_bites(one_of_each, name):
    constraint = named(UniqueConstraint)[name]
    table = constraint.table.name
    columns = ", ".join(f"{table}.{column.name}" for column in constraint.columns)

    told = refusal(one_of_each, table, {**ROWS[table], **ANOTHER[table], **UNIQUE[name]})

    assert told in (name, f"UNIQUE constraint failed: {columns}")


@pytest.mark.parametrize("name", sorted(set(PRIMARY) - {"pk_store_state"}))
def test_a_primary_key_bites(one_of_each, name):
    table = PRIMARY[name].table.name

    told = refusal(one_of_each, table, ROWS[table])

    # The same row breaks every other unique key of the table as well, and SQLite names whichever it meets first.
    assert told == name or told.startswith(f"UNIQUE constraint failed: {table}.")


@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_a_foreign_key_bites(one_of_each, name):
    constraint = FOREIGN[name]
    table = constraint.table.name
    nowhere = {column.name: NOWHERE[column.type.python_type] for column in constraint.columns}

    told = refusal(one_of_each, table, {**ROWS[table], **ANOTHER[table], **nowhere})

    assert told in (name, "FOREIGN KEY constraint failed")
