"""The first tables, and the one row that speaks of the store as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "catalogue_version",
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_catalogue_version")),
    )
    op.create_table(
        "province",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_province_ends_after_it_begins")),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("pk_province")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("calendar", sa.String(length=16), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("appraisal_due", sa.Date(), nullable=True),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("calendar IN ('year', 'school_year', 'quarter')", name=op.f("ck_round_known_calendar")),
        sa.CheckConstraint("appraisal_due IS NULL OR appraisal_due >= due", name=op.f("ck_round_appraised_after_due")),
        sa.CheckConstraint("closes IS NULL OR closes >= due", name=op.f("ck_round_closes_after_due")),
        sa.CheckConstraint("due >= opens", name=op.f("ck_round_due_after_it_opens")),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_round_ends_after_it_starts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_table(
        "source_file",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_source_file")),
    )
    op.create_table(
        "store_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("today", sa.Date(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_store_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_state")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.CheckConstraint("closed IS NULL OR closed >= opened", name=op.f("ck_unit_closes_after_it_opens")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    op.create_table(
        "cluster_spell",
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("cluster", sa.String(length=32), nullable=False),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_cluster_spell_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_cluster_spell_unit")),
        sa.PrimaryKeyConstraint("unit", "valid_from", name=op.f("pk_cluster_spell")),
    )
    op.create_table(
        "edition",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("catalogue", sa.String(length=16), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["catalogue"], ["catalogue_version.digest"], name=op.f("fk_edition_catalogue")),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_edition_round")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_edition")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("instrument", sa.String(length=32), nullable=False),
        sa.Column("catalogue", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("first_submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state = 'draft' OR first_submitted_at IS NOT NULL", name=op.f("ck_report_left_draft_by_submitting")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'appraised', 'recognised', 'published')",
            name=op.f("ck_report_known_state"),
        ),
        sa.ForeignKeyConstraint(["catalogue"], ["catalogue_version.digest"], name=op.f("fk_report_catalogue")),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_report_round")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_report_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("unit", "round", name=op.f("uq_report_unit_round")),
    )
    op.create_index(op.f("ix_report_round_state"), "report", ["round", "state"], unique=False)
    op.create_table(
        "unit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("before", sa.String(length=32), nullable=False),
        sa.Column("after", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "kind IN ('merge', 'split', 'rename', 'move', 'close')", name=op.f("ck_unit_event_known_kind")
        ),
        sa.ForeignKeyConstraint(["after"], ["unit.id"], name=op.f("fk_unit_event_after")),
        sa.ForeignKeyConstraint(["before"], ["unit.id"], name=op.f("fk_unit_event_before")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_event")),
        sa.UniqueConstraint("kind", "on_date", "before", "after", name=op.f("uq_unit_event_kind_on_date_before_after")),
    )
    op.create_table(
        "unit_spell",
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("institution_type", sa.String(length=32), nullable=False),
        sa.Column("province", sa.String(length=2), nullable=True),
        sa.Column("province_from", sa.Date(), nullable=True),
        sa.Column("parent", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "(province IS NULL) = (province_from IS NULL)", name=op.f("ck_unit_spell_province_with_its_day")
        ),
        sa.CheckConstraint("parent IS NULL OR parent <> unit", name=op.f("ck_unit_spell_not_its_own_parent")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_unit_spell_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(["parent"], ["unit.id"], name=op.f("fk_unit_spell_parent")),
        sa.ForeignKeyConstraint(
            ["province", "province_from"],
            ["province.code", "province.valid_from"],
            name=op.f("fk_unit_spell_province_province_from"),
        ),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_unit_spell_unit")),
        sa.PrimaryKeyConstraint("unit", "valid_from", name=op.f("pk_unit_spell")),
    )
    op.create_table(
        "answer",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("choice", sa.String(length=64), nullable=True),
        sa.Column("absence", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint("absence IN ('not_applicable', 'not_available')", name=op.f("ck_answer_known_absence")),
        sa.CheckConstraint("absence IS NULL OR reason <> ''", name=op.f("ck_answer_absent_with_a_reason")),
        sa.CheckConstraint(
            "(CASE WHEN value IS NULL THEN 0 ELSE 1 END) + (CASE WHEN choice IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN absence IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_answer_one_kind_of_answer"),
        ),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_answer_report")),
        sa.PrimaryKeyConstraint("report", "question", name=op.f("pk_answer")),
    )
    op.create_table(
        "answer_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("door", sa.String(length=8), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.CheckConstraint(
            "door IN ('form', 'workbook', 'csv', 'api', 'seed')", name=op.f("ck_answer_change_known_door")
        ),
        sa.ForeignKeyConstraint(["file"], ["source_file.digest"], name=op.f("fk_answer_change_file")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_answer_change_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_change")),
    )
    op.create_index(op.f("ix_answer_change_report_question"), "answer_change", ["report", "question"], unique=False)
    op.create_table(
        "appraisal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=64), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("strength", sa.String(length=8), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "strength IN ('declared', 'verified', 'measured')", name=op.f("ck_appraisal_known_strength")
        ),
        sa.CheckConstraint("points >= 0", name=op.f("ck_appraisal_points_not_negative")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_appraisal_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal")),
    )
    op.create_index(op.f("ix_appraisal_report_indicator"), "appraisal", ["report", "indicator"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=64), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("strength", sa.String(length=8), nullable=False),
        sa.CheckConstraint("strength IN ('declared', 'verified', 'measured')", name=op.f("ck_evidence_known_strength")),
        sa.CheckConstraint("(link IS NULL) <> (digest IS NULL)", name=op.f("ck_evidence_link_or_file")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_evidence_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_report_indicator"), "evidence", ["report", "indicator"], unique=False)
    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("beneficiaries", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Double(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('idea', 'pilot', 'applied', 'replicated')", name=op.f("ck_initiative_known_stage")
        ),
        sa.CheckConstraint(
            "beneficiaries IS NULL OR beneficiaries >= 0", name=op.f("ck_initiative_beneficiaries_not_negative")
        ),
        sa.CheckConstraint("cost IS NULL OR cost >= 0", name=op.f("ck_initiative_cost_not_negative")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_initiative_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sa.UniqueConstraint("report", "number", name=op.f("uq_initiative_report_number")),
    )
    op.create_table(
        "initiative_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("door", sa.String(length=8), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.CheckConstraint(
            "door IN ('form', 'workbook', 'csv', 'api', 'seed')", name=op.f("ck_initiative_change_known_door")
        ),
        sa.ForeignKeyConstraint(["file"], ["source_file.digest"], name=op.f("fk_initiative_change_file")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_initiative_change_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_change")),
    )
    op.create_index(op.f("ix_initiative_change_report_number"), "initiative_change", ["report", "number"], unique=False)
    op.create_table(
        "report_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("from_state", sa.String(length=12), nullable=True),
        sa.Column("to_state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "to_state <> 'returned' OR reason <> ''", name=op.f("ck_report_event_returned_with_a_reason")
        ),
        sa.CheckConstraint(
            "to_state IN ('draft', 'submitted', 'returned', 'appraised', 'recognised', 'published')",
            name=op.f("ck_report_event_known_state"),
        ),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_report_event_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_event")),
    )
    op.create_index(op.f("ix_report_event_report"), "report_event", ["report"], unique=False)
    op.create_table(
        "result",
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("self_points", sa.Double(), nullable=True),
        sa.Column("points", sa.Double(), nullable=True),
        sa.Column("possible", sa.Double(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("ranked", sa.Integer(), nullable=True),
        sa.Column("answered", sa.Double(), nullable=True),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind IN ('indicator', 'section', 'pillar', 'overall')", name=op.f("ck_result_known_kind")),
        sa.ForeignKeyConstraint(["edition"], ["edition.key"], name=op.f("fk_result_edition")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_result_unit")),
        sa.PrimaryKeyConstraint("edition", "unit", "kind", "item", name=op.f("pk_result")),
    )
    op.execute("INSERT INTO store_state (id, data_version, demonstration, today) VALUES (1, 0, false, NULL)")
