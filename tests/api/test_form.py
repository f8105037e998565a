"""What the form asks for: everything from the instrument, points by the engine, history, initiatives, receipts."""

from tests.api.test_reports import REPORT, SENT


def submit(interface):
    interface.ask(
        "PATCH", f"{REPORT}/answers", {"answers": {id_: {**each, "version": 0} for id_, each in SENT.items()}}
    )
    return interface.ask("POST", f"{REPORT}/submission").json()["receipt"]


def test_the_form_asks_each_question_of_the_instrument_once_where_it_is_needed_first(interface):
    form = interface.ask("GET", f"{REPORT}/form").json()

    asked = [each["id"] for part in form["parts"] for each in part["conditions"]]
    asked += [each["id"] for part in form["parts"] for i in part["indicators"] for each in i["questions"]]
    assert sorted(asked) == sorted(SENT)
    assert (form["unit_name"], form["round_name"], form["closed"], form["last_round"]) == (
        "School a",
        "Round 2026-Q1",
        None,
        None,
    )


def test_points_are_those_of_the_engine_on_what_is_typed(interface):
    before = interface.ask("GET", f"{REPORT}/points").json()["indicators"]["devices_per_learner"]
    interface.save("learners", 0, answer="100")
    interface.save("devices", 0, answer="chừng bốn mươi")  # not included: no number yet
    unread = interface.ask("GET", f"{REPORT}/points").json()["indicators"]["devices_per_learner"]
    interface.save("devices", 1, answer="99,5")  # not included: devices are counted in whole numbers
    faulty = interface.ask("GET", f"{REPORT}/points").json()["indicators"]["devices_per_learner"]
    interface.save("devices", 2, answer="100")
    after = interface.ask("GET", f"{REPORT}/points").json()["indicators"]["devices_per_learner"]

    assert [each["points"] for each in (before, unread, faulty)] == ["0.0", "0.0", "0.0"]
    assert after["points"] == f"{float(after['full']):.1f}"


def test_history_tells_who_wrote_what_by_which_door_the_newest_first(interface):
    interface.save("learners", 0, answer="chừng trăm")
    interface.save("learners", 1, answer="100", token=interface.token(label="khác"))

    rows = interface.ask("GET", f"{REPORT}/answers/learners/history").json()

    assert [(row["by"], row["before"], row["after"], row["door"], row["step"]) for row in rows] == [
        ("api: khác", "“chừng trăm”", "100", "programming interface", "typed"),
        ("api: máy chủ", "–", "“chừng trăm”", "programming interface", "typed"),
    ]


def test_an_initiative_is_kept_as_typed_and_what_is_wrong_is_said_at_its_place(interface):
    saved = interface.ask("PUT", f"{REPORT}/initiatives/n1", {"title": "Thư viện", "cost": "1,5 tỷ", "version": 0})
    late = interface.ask("PUT", f"{REPORT}/initiatives/n1", {"title": "Khác", "version": 0}).json()
    shown = interface.ask("GET", f"{REPORT}/beside").json()["initiatives"]

    assert [fault["pointer"] for fault in saved.json()["faults"]] == ["/initiatives/0/cost"]
    assert (late["overtaken"], late["line"]["title"]) == (True, "Thư viện")
    assert [(each["key"], each["title"], each["cost"], each["version"]) for each in shown] == [
        ("n1", "Thư viện", "1,5 tỷ", 1)
    ]
    gone = interface.ask("DELETE", f"{REPORT}/initiatives/n1/1").json()
    assert (gone["line"], gone["overtaken"]) == (None, False)


def test_the_history_of_an_initiative_tells_what_became_other_each_time(interface):
    line, other = f"{REPORT}/initiatives/n1", interface.token(label="khác")
    interface.ask("PUT", line, {"title": "Thư viện", "stage": "pilot", "version": 0})
    interface.ask("PUT", line, {"title": "Thư viện", "stage": "pilot", "cost": "1,5", "version": 1}, other)
    interface.ask("PUT", line, {"title": "Khác", "version": 1})  # put aside: it has not seen the cost
    interface.ask("PUT", f"{REPORT}/initiatives/n2", {"title": "Lớp học", "version": 0})  # not included: another line
    interface.ask("DELETE", f"{line}/2")

    rows = interface.ask("GET", f"{line}/history").json()

    told = [(row["by"], row["before"], row["after"], row["step"]) for row in rows]
    assert told == [
        ("api: máy chủ", "Title: Thư viện · Stage: being tried · Cost, million đồng: 1,5", "–", "typed"),
        (
            "api: máy chủ",
            "Title: Thư viện · Stage: being tried · Cost, million đồng: 1,5",
            "Title: Khác · Stage: idea",
            "overtaken",
        ),
        ("api: khác", "–", "Cost, million đồng: 1,5", "typed"),
        ("api: máy chủ", "–", "Title: Thư viện · Stage: being tried", "typed"),
    ]


def test_what_is_filed_as_it_was_typed_is_no_change(interface):
    interface.ask("PUT", f"{REPORT}/initiatives/n1", {"title": "Thư viện", "beneficiaries": "1200", "version": 0})
    submit(interface)
    filed = interface.ask("GET", f"{REPORT}/beside").json()["initiatives"][0]["key"]

    rows = interface.ask("GET", f"{REPORT}/initiatives/{filed}/history").json()

    assert [(row["before"], row["after"], row["step"]) for row in rows] == [
        ("–", "Title: Thư viện · Stage: idea · People who benefit: 1200", "filed")
    ]


def test_a_receipt_is_a_page_for_those_who_may_read_the_report(interface):
    code = submit(interface)

    page = interface.ask("GET", f"{REPORT}/receipts/{code}/pdf?lang=vi")

    assert (page.status_code, page.content[:5]) == (200, b"%PDF-")
    assert interface.ask("GET", f"{REPORT}/receipts/0000-0000-0000/pdf").status_code == 404


def test_evidence_may_come_first_and_is_taken_back_with_a_line_in_the_log(interface):
    given = {"indicator": "devices_per_learner", "link": "https://example.edu.vn/so"}
    piece = interface.ask("POST", f"{REPORT}/evidence", given).json()

    gone = interface.ask("DELETE", f"{REPORT}/evidence/{piece['id']}")

    assert (gone.status_code, interface.ask("GET", f"{REPORT}/evidence").json()) == (200, [])
    assert interface.ask("DELETE", f"{REPORT}/evidence/{piece['id']}").status_code == 404
