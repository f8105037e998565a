"""Official reports, the brief and the yearbook say what the store says, in the form that the law asks for."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from dashboard.background import kinds
from dashboard.data.acts import look_up
from dashboard.data.people import Person, Reach
from dashboard.exports import word
from dashboard.exports.figure import drawing
from dashboard.exports.word import fitting, paper, templates
from dashboard.views import documents, gallery
from dashboard.views.papers import brief, province, unit
from store.faults import ReportError
from store.rights import EVERYWHERE

ROUND = "2026-Q2"


@pytest.fixture(autouse=True)
def here(country, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", country)
    monkeypatch.setattr(drawing, "BACK_ENDS", {})


@pytest.fixture
def reader():
    return gallery.reader_now("vi")


def opened(content):
    return Document(io.BytesIO(content))


def lines(document):
    """Every paragraph, those of tables too."""
    found = document.element.body.iter(qn("w:p"))
    return ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in found]


def read(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pages]


def changed(template, old, new):
    """The template with one text for another, as somebody types it in Word."""
    source, target = zipfile.ZipFile(io.BytesIO(templates.content(template))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for entry in source.infolist():
            content = source.read(entry).decode("latin-1").replace(old, new).encode("latin-1")
            made.writestr(entry, content)
    return target.getvalue()


def test_a_report_has_the_paper_and_the_letters_of_the_decree(reader):
    made = opened(documents.document(reader, "unit-report", ROUND, "SGD-01").content)
    section, styles = made.sections[0], {style.name: style for style in made.styles}

    measures = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    sides = (section.left_margin, section.right_margin)
    assert [round(each.mm) for each in (*measures, *sides)] == [210, 297, 20, 20, 30, 20]
    assert styles["Normal"].font.name == "Times New Roman"
    assert [styles[name].font.size.pt for name in ("Quốc hiệu", "Tiêu ngữ", "Nội dung", "Nơi nhận")] == [12, 13, 13, 11]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.part.element.xml
    assert "PAGE" not in section.first_page_header.part.element.xml


def test_a_report_opens_with_who_issues_it_and_ends_with_who_signs(reader):
    said = lines(opened(documents.document(reader, "unit-report", ROUND, "SGD-01").content))

    assert said[:5] == [
        "ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ HÀ NỘI",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "",
        "Số: \xa0\xa0\xa0\xa0/BC-SGDĐT",
    ]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "Hà Nội, ngày \xa0\xa0\xa0\xa0 tháng \xa0\xa0\xa0\xa0 năm 2026" in said
    assert said[said.index("BÁO CÁO") - 1 :][1] == "BÁO CÁO"
    assert "DỰ THẢO" not in said  # not included: what only invented data say
    after = said[said.index("Nơi nhận:") :]
    assert after[:4] == [
        "Nơi nhận:",
        "- Bộ Giáo dục và Đào tạo (để báo cáo);",
        "- Ủy ban nhân dân thành phố Hà Nội (để báo cáo);",
        "- Lưu: VT.",
    ]
    assert after[4:7] == ["GIÁM ĐỐC", "(Chữ ký, dấu)", ""]


def test_invented_data_say_so_and_leave_number_day_and_signature_empty(reader):
    shown = reader._replace(demonstration=True)
    content = documents.document(shown, "unit-report", ROUND, "SGD-01").content
    said = lines(opened(content))

    assert "DỰ THẢO" in said
    assert "Hà Nội, ngày \xa0\xa0\xa0\xa0 tháng \xa0\xa0\xa0\xa0 năm \xa0\xa0\xa0\xa0" in said
    foot = opened(content).sections[0].first_page_footer.paragraphs[0].text
    assert foot.startswith("DỰ THẢO · Dữ liệu minh họa · Bộ chỉ số dự thảo của dự án · ")
    assert "Ấn bản " in foot


def test_tables_repeat_their_heads_and_break_between_rows_only(reader):
    made = opened(documents.document(reader, "unit-report", ROUND, "SGD-01").content)
    body = made.element.body
    tables = [each for each in body.iter(qn("w:tbl")) if each.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}") is not None]
    ruled = [each for each in tables if len(each.findall(qn("w:tr"))) > 1]  # not included: head and foot, of one row

    assert len(ruled) == 2
    for table in ruled:
        rows = table.findall(qn("w:tr"))
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert heads == [True, *[False] * (len(rows) - 1)]
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_a_report_as_pdf_is_tagged_in_a_face_as_wide_as_times_and_copies_out(reader):
    made = documents.document(reader, "province-report-pdf", ROUND, "01")
    pdf = PdfReader(io.BytesIO(made.content))
    faces = {each.get_object()["/BaseFont"] for page in pdf.pages for each in page["/Resources"]["/Font"].values()}
    pages = read(made.content)

    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert {face.partition("+")[2].partition("-")[0] for face in faces} == {"LiberationSerif"}
    assert "Kết quả thực hiện phong trào thi đua đổi mới sáng tạo" in pages[0]
    assert not re.match(r"1\b", pages[0])
    assert [page.startswith(str(number)) for number, page in enumerate(pages[1:], start=2)] == [True] * (len(pages) - 1)
    assert (made.name, made.media_type) == ("province-report_01_2026-Q2.pdf", "application/pdf")


def test_what_people_wrote_is_text(reader):
    fields = unit.fields(reader, ROUND, "SGD-01")
    written = "{{ issuer }} <w:p/> & {% for x in y %} ẵ ữ ộ Đ \x0b"

    said = lines(opened(word.filled("unit", {**fields, "initiatives_told": written})))

    assert "{{ issuer }} <w:p/> & {% for x in y %} ẵ ữ ộ Đ" in [line.strip() for line in said]


def test_a_unit_without_a_report_has_no_document_and_one_that_nobody_knows_is_named(reader):
    with pytest.raises(ReportError, match=r"The unit has not reported for this round\."):
        documents.document(reader, "unit-report", ROUND, "SGD-79")
    with pytest.raises(ReportError, match="“99” is not known here"):
        documents.document(reader, "province-report", ROUND, "99")
    with pytest.raises(ReportError, match="No report counts in this round yet"):
        documents.document(reader, "brief", "2026-Q1")


def test_a_units_report_is_for_its_branch_and_that_of_a_province_for_all_who_are_signed_in():
    def permitted(person, name, subject):
        try:
            look_up(documents.permit, person, name, ROUND, subject)
        except ReportError:
            return False
        return True

    own = Person(1, "an", "An", "coordinator", Reach((("unit", "SGD-01"),)))
    leader = Person(2, "binh", "Bình", "leader", EVERYWHERE)

    asked = [
        ("unit-report", "SGD-01"),
        ("unit-report", "SGD-79"),
        ("unit-report-pdf", "SGD-79"),
        ("province-report", "79"),
    ]
    assert [permitted(own, *each) for each in asked] == [True, False, False, True]
    assert [permitted(leader, *each) for each in asked] == [True] * 4
    assert [permitted(None, *each) for each in asked] == [False] * 4


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_brief_takes_one_page_however_long_its_text(reader, language):
    asked = reader._replace(language=language)
    long = {
        "lead": "Nhà giáo, cán bộ quản lý được bồi dưỡng năng lực số: ",
        "says": "Thiếu nhiều nhất ở thành phố. " * 9,
    }
    fields = {
        **brief.fields(asked, ROUND),
        "track": [long] * 5,
        "findings": [long] * 5,
        "gaps": [long] * 4,
        "support": [long] * 2,
    }
    whole = word.filled(f"brief.{language}", fields)

    fitted = fitting.on_one_page(whole)

    assert (paper.pages(whole) > 1, paper.pages(fitted)) == (True, 1)
    assert lines(opened(fitted)) == lines(opened(whole))


def test_a_brief_that_no_letters_make_fit_is_refused(reader, monkeypatch):
    monkeypatch.setattr(fitting, "SCALES", fitting.SCALES[-1:])
    fields = {**brief.fields(reader, ROUND), "gaps": [{"lead": "", "says": "Thiếu đường truyền. " * 600}]}

    with pytest.raises(ReportError, match="does not fit on one page"):
        fitting.on_one_page(word.filled("brief.vi", fields))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{{ signer }}", "{{ signe }}", "There is no field “signe”."),
        ("{{ group.score }}", "{{ group.scor }}", "There is no field “group.scor”."),
        ("{{ signer }}", "{{ signer | }}", "“{{ signer | }}” cannot be read: "),
        ("{%tr for group in groups %}", "", "“{%tr endfor %}” ends what nothing has begun."),
        ("{{ signer }}", "{{ signer | upper }}", None),  # not a fault: Jinja has this filter
    ],
)
def test_a_faulty_template_is_refused_with_its_place(reader, old, new, told):
    fields = unit.fields(reader, ROUND, "SGD-01")
    faults = [
        f"{fault.place}: {fault.sentence.format_map(fault.values)}"
        for fault in templates.faults("unit", deflated(old, new), fields)
    ]

    if told is None:
        assert faults == []
    else:
        assert len(faults) == 1
        assert re.match(r"unit\.docx!\d+: ", faults[0])
        assert told in faults[0]


def deflated(old, new):
    return changed("unit", old.encode().decode("latin-1"), new.encode().decode("latin-1"))


def test_a_template_of_the_ministry_takes_the_place_of_ours(reader, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_TEMPLATES", str(tmp_path))
    (tmp_path / "unit.docx").write_bytes(deflated("(Chữ ký, dấu)", "(Ký, đóng dấu)"))
    assert "(Ký, đóng dấu)" in lines(opened(documents.document(reader, "unit-report", ROUND, "SGD-01").content))
    assert documents.refused(reader, "unit-report", ROUND, "SGD-01") == ()

    (tmp_path / "unit.docx").write_bytes(deflated("{{ notices }}", ""))
    assert documents.refused(reader, "unit-report", ROUND, "SGD-01") == (
        "unit.docx: Mẫu thiếu trường “notices”; trường này bắt buộc phải có.",
    )

    (tmp_path / "unit.docx").write_bytes(b"PK")
    with pytest.raises(ReportError, match=r"unit\.docx: This is not a Word document"):
        documents.document(reader, "unit-report", ROUND, "SGD-01")


def test_the_yearbook_has_a_chapter_for_each_province(reader):
    pieces = kinds.KINDS["yearbook"].pieces(reader, ROUND, EVERYWHERE)
    chosen = [pieces[0].made(), *(piece.made() for piece in pieces[1:4])]
    pages = read(documents.yearbook_of(reader, ROUND, chosen))

    assert len(pieces) == 35
    assert re.search(r"Mục lục.*Toàn quốc.*An Giang.*Bắc Ninh.*Cà Mau", pages[1])
    assert all("Ấn bản" in page for page in pages)


def test_documents_are_written_from_the_command_line(thidua, tmp_path):
    result = thidua("document", "unit-report", "SGD-01", "--round", ROUND, "--folder", "bao-cao")
    assert result.output == "Đã lập tệp: bao-cao/unit-report_SGD-01_2026-Q2.docx\n"
    assert (tmp_path / "bao-cao/unit-report_SGD-01_2026-Q2.docx").read_bytes()[:2] == b"PK"

    assert thidua("template", "unit", "--folder", "mau").output == "Đã lập tệp: mau/unit.docx\n"


def test_a_province_without_a_department_has_nobody_to_sign(reader):
    with pytest.raises(ReportError, match="No Department of"):
        province.fields(reader, ROUND, "04")
