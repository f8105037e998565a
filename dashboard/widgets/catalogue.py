"""A draft of the catalogue on the page: begun, changed file by file, tested, published or dropped."""

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from catalogue.loader import files_digest
from dashboard.data import catalogues
from dashboard.data.catalogues import Draft, Kept
from dashboard.views import catalogue
from dashboard.widgets.acts import attempt
from dashboard.widgets.pick import pick, present
from dashboard.widgets.saving import offer
from dashboard.widgets.show import show_table
from dashboard.widgets.text import plain, small
from store import catalogue_drafts
from store.catalogue_files import read_upload
from store.faults import Fault, ReportError

TESTED: Final = "faults of the draft"
UPLOADS: Final = "uploads into the draft"  # counts them, so that each begins with an empty field
HEIGHT: Final = 420


def offer_versions(kept: Kept) -> None:
    """The files of any version that there is, as an archive."""
    reader = present()
    words = reader.words
    names = catalogue.bases(reader, kept)
    chosen = st.selectbox(words("Version to save"), list(names), format_func=names.__getitem__)
    offer(
        words("Save its files (zip)"),
        partial(catalogue.archive, chosen),
        f"catalogue-{chosen}.zip",
        catalogue.ZIP,
        icon=":material/download:",
    )


def begin_draft(kept: Kept) -> None:
    """Nobody is working on a draft: from which version one is to begin."""
    reader = present()
    words = reader.words
    st.markdown(words("Nobody is working on a draft. What is in force stays as it is until a draft is published."))
    names = catalogue.bases(reader, kept)
    base = st.selectbox(words("Begin from"), list(names), format_func=names.__getitem__)
    st.button(words("Begin a draft"), type="primary", on_click=partial(_begin, base), icon=":material/edit_note:")


def show_draft(draft: Draft) -> None:
    """The draft: what it changes so far, how to change it further, and its way to being published."""
    words = present().words
    small(
        words(
            "Draft from version {base}, begun by {begun_by}, {begun_at}; last changed by {changed_by}, {changed_at}.",
            **{name: getattr(draft, name) for name in ("base", "begun_by", "begun_at", "changed_by", "changed_at")},
        )
    )
    files = catalogues.draft_files(draft)
    _show_changed(draft)
    ways = {"text": words("Edit a file here"), "upload": words("Upload files")}
    way = pick(words("Change the draft"), "change", list(ways), ways.__getitem__, few=True)
    if way == "text":
        _edit(draft, files)
    else:
        _upload(draft, files)
    _show_test(draft, files)
    st.button(words("Drop the draft"), on_click=partial(_drop, draft), icon=":material/delete:")


def _show_changed(draft: Draft) -> None:
    words = present().words
    if not draft.changes:
        st.markdown(words("No file is changed yet."))
    for path, text in draft.changes.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(path) + (f" ({words('removed')})" if text is None else ""), width="content")
            st.button(words("Undo"), key=f"undo {path}", on_click=partial(_undo, draft, path), icon=":material/undo:")


def _edit(draft: Draft, files: Mapping[str, str]) -> None:
    words = present().words
    paths = [path for path in files if path.endswith(catalogue_drafts.EDITABLE)]
    path = st.selectbox(words("File"), paths, key="file of the draft")
    key = f"text of {path} {draft.id} {draft.revision}"
    st.text_area(words("Text of {file}", file=path), files[path], height=HEIGHT, key=key)
    said = words("{file} is in the draft.", file=path)
    st.button(words("Put into the draft"), type="primary", on_click=partial(_put, draft, path, key, said))


def _upload(draft: Draft, files: Mapping[str, str]) -> None:
    words = present().words
    kinds = [suffix.removeprefix(".") for suffix in (".toml", ".csv", ".geojson", ".zip")]
    key = f"{UPLOADS} {st.session_state.get(UPLOADS, 0)}"
    given = st.file_uploader(words("Changed files, one by one or as .zip"), kinds, accept_multiple_files=True, key=key)
    read: dict[str, str] = {}
    faults: list[Fault] = []
    for each in given:
        try:
            read |= read_upload(each.name, each.getvalue(), files)
        except ReportError as refused:
            faults += refused.faults
    if faults:
        st.error("\n".join(f"- {plain(words.fault(fault))}" for fault in faults), icon=":material/block:")
    changed = {path: text for path, text in read.items() if text != files.get(path)}
    if read:
        same = len(read) - len(changed)
        st.markdown("\n".join(f"- {plain(path)}" for path in changed) or words("These files are so already."))
        if same and changed:
            small(words.plural("{n} other file is so already.", "{n} other files are so already.", same))
    st.button(
        words("Put into the draft"),
        type="primary",
        disabled=not changed or bool(faults),
        on_click=partial(_take, draft, changed),
    )


def _show_test(draft: Draft, files: Mapping[str, str]) -> None:
    words = present().words
    st.subheader(words("Test and publish"), anchor=False)
    st.button(words("Test the draft"), on_click=partial(_test, draft), icon=":material/fact_check:")
    tested, faults = st.session_state.get(TESTED, (None, ()))
    if tested == (draft.id, draft.revision) and faults:
        st.error(words.plural("{n} fault.", "{n} faults.", len(faults)), icon=":material/block:")
        st.markdown("\n".join(f"- {plain(words.fault(fault))}" for fault in faults))
    if draft.tested == files_digest(files):
        st.success(words("The draft loads without a fault."), icon=":material/check:")
        _show_effect(draft)
        _publish_form(draft)


def _show_effect(draft: Draft) -> None:
    reader = present()
    words = reader.words
    show_table(catalogue.changes(reader, catalogues.changes(draft)))
    found = catalogues.effect(reader.version, draft)
    if found is None:
        st.markdown(words("There is no report yet on which an effect could be shown."))
        return
    first, *rest = catalogue.effect(reader, found)
    st.markdown("\n".join([first, "", *(f"- {line}" for line in rest)]))
    dearer = catalogue.costs(reader, found)
    if dearer.rows.height:
        st.markdown(f"**{dearer.title}**")
        show_table(dearer)


def _publish_form(draft: Draft) -> None:
    words = present().words
    with st.form("publish", border=True):
        st.text_area(
            words("Note: what is changed, and on what authority"),
            key="publish note",
            placeholder=words("Number and date of the decision, and in a sentence what it changes"),
        )
        small(
            words(
                "From then on new reports are checked by this version and the pages judge by it. Reports filed before "
                "and sealed editions keep theirs."
            )
        )
        said = words("Published. The pages judge by the new version from now on.")
        st.form_submit_button(words("Publish"), type="primary", on_click=partial(_publish, draft, said))


def _begin(base: str) -> None:
    attempt(present().words("The draft is begun."), catalogue_drafts.begin, base, catalogues.files(base))


def _put(draft: Draft, path: str, key: str, said: str) -> None:
    attempt(said, catalogue_drafts.change, draft, {path: st.session_state[key]})


def _take(draft: Draft, files: Mapping[str, str]) -> None:
    words = present().words
    said = words.plural("{n} file is in the draft.", "{n} files are in the draft.", len(files))
    attempt(said, catalogue_drafts.change, draft, files)
    st.session_state[UPLOADS] = st.session_state.get(UPLOADS, 0) + 1


def _undo(draft: Draft, path: str) -> None:
    before = catalogues.files(draft.base).get(path)
    attempt(present().words("{file} is as it was.", file=path), catalogue_drafts.change, draft, {path: before})


def _drop(draft: Draft) -> None:
    attempt(present().words("The draft is dropped."), catalogue_drafts.drop, draft)


def _test(draft: Draft) -> None:
    faults = attempt("", catalogue_drafts.test, draft)
    if faults is not None:
        st.session_state[TESTED] = ((draft.id, draft.revision), faults)


def _publish(draft: Draft, said: str) -> None:
    attempt(said, catalogue_drafts.publish, draft, st.session_state["publish note"])
