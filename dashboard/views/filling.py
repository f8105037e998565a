"""What the form says, in the reader's language; the browser fills in the {placeholders}."""

from string import Formatter

from dashboard.data import facts
from dashboard.data.facts import RoundFacts
from dashboard.views.reader import Reader
from dashboard.words import N_, Words

FORM_WORDS = {
    "state_none": N_("Not begun"),
    "state_draft": N_("Draft"),
    "state_submitted": N_("Submitted"),
    "state_returned": N_("Returned to be mended"),
    "state_appraised": N_("Appraised"),
    "state_recognised": N_("Recognised"),
    "state_published": N_("Made public"),
    "loading": N_("Loading…"),
    "notOpened": N_("The report cannot be opened just now. It is tried again every few seconds."),
    "notNow": N_("This cannot be shown just now. Try again in a moment."),
    "signedOutShort": N_("You are signed out. Sign in again to open the report."),
    "parts": N_("Parts of the report"),
    "progress": N_("Questions answered"),
    "answered": N_("{n} of {all} questions answered"),
    "toReview": N_("{n} to look at"),
    "points": N_("{points} of {full} points"),
    "full": N_("at most {full} points"),
    "saved": N_("Saved"),
    "saving": N_("Saving…"),
    "unsaved": N_("Not saved yet"),
    "review": N_("Saved; needs a look"),
    "conflict": N_("Needs your choice"),
    "unanswered": N_("Not answered yet"),
    "byAt": N_("{by}, {time}"),
    "allSaved": N_("Everything is saved"),
    "savesItself": N_("Each answer is saved by itself"),
    "allSavedAt": N_("Everything is saved · {time}"),
    "savingNow": N_("Saving…"),
    "choose": N_("To choose or mend: {n}. The rest is saved"),
    "readOnly": N_("Read only"),
    "offline": N_("No connection. Go on typing: kept on this device and sent later ({n} waiting)"),
    "signedOut": N_("You are signed out. What you typed is kept on this device ({n} waiting)."),
    "signIn": N_("Sign in"),
    "notKept": N_("This browser keeps nothing when it is closed."),
    "limits": N_("To enter: {limits}"),
    "last": N_("{round}: {answer}"),
    "norm": N_("Norm: {norm}"),
    "yes": N_("Yes"),
    "no": N_("No"),
    "clear": N_("Clear the choice"),
    "nothing": N_("no answer"),
    "noFigure": N_("No figure?"),
    "noAnswer": N_("No answer?"),
    "absence": N_("Why is there no answer?"),
    "hasAnswer": N_("There is an answer"),
    "reason": N_("Reason (required)"),
    "remark": N_("Add a remark"),
    "comment": N_("Remark or explanation"),
    "history": N_("History"),
    "noHistory": N_("Nobody has written here yet."),
    "time": N_("Changed at"),
    "by": N_("By"),
    "from": N_("From"),
    "to": N_("To"),
    "door": N_("Came by"),
    "typed": N_("typed"),
    "filed": N_("handed in"),
    "overtaken": N_("put aside"),
    "how": N_("How points are given"),
    "askedBefore": N_("Also counted here, answered in another place: “{question}”."),
    "returnedTitle": N_("The report was returned to you to be mended"),
    "toMend": N_("Still to be mended"),
    "isMended": N_("Changed since"),
    "mendedCount": N_("{n} of {all} mended. Then hand in again."),
    "mendWhole": N_("Mend what is said above, then hand in again."),
    "returnedHere": N_("Returned: {reason}"),
    "changedSince": N_("Something has changed since it was handed in. It counts once you hand in again."),
    "changedBy": N_("{by} has changed “{question}”."),
    "conflictTitle": N_("Somebody else has answered meanwhile. Choose which answer stands."),
    "mine": N_("Yours"),
    "keepMine": N_("Keep mine"),
    "takeTheirs": N_("Take this one"),
    "tookTheirs": N_("The other answer stands."),
    "goneByOther": N_("Removed by somebody else"),
    "evidence": N_("Evidence"),
    "addEvidence": N_("Add evidence"),
    "addFile": N_("File"),
    "fileKinds": N_("PDF, PNG, JPEG, DOCX or XLSX, up to 10 MB"),
    "link": N_("Link"),
    "addLink": N_("Add the link"),
    "sending": N_("Sending {name}…"),
    "evidenceKept": N_("Kept: {name}"),
    "remove": N_("Remove"),
    "removeNamed": N_("Remove {name}"),
    "removed": N_("Removed."),
    "offlineFile": N_("No connection: the file or link was not sent. Send it again later."),
    "signedOutFile": N_("You are signed out: the file or link was not sent. Sign in, then send it again."),
    "initiatives": N_("Initiatives"),
    "initiativesHelp": N_("What the unit has tried that others could take up. This part may stay empty."),
    "noInitiatives": N_("No initiative yet."),
    "addInitiative": N_("Add an initiative"),
    "removeInitiative": N_("Remove the initiative"),
    "sureRemove": N_("Press again to remove it"),
    "initiativeNumber": N_("Initiative {n}"),
    "noTopic": N_("No topic chosen"),
    "initiative_title": N_("Title"),
    "initiative_topic": N_("Topic"),
    "initiative_stage": N_("Stage"),
    "initiative_problem": N_("Problem"),
    "initiative_solution": N_("Solution"),
    "initiative_result": N_("Result"),
    "initiative_beneficiaries": N_("People who benefit"),
    "initiative_cost": N_("Cost, million đồng"),
    "handIn": N_("Hand in the report"),
    "handInAgain": N_("Hand in again"),
    "handInHelp": N_(
        "Due by {due}. Everything is checked first. You can mend it and hand in again until it is appraised."
    ),
    "checking": N_("Checking…"),
    "chooseFirst": N_("Something waits for your choice or cannot be saved. Mend it first; it is marked above."),
    "notYetSaved": N_("Not everything has been saved yet. Hand in once you are connected again."),
    "stillWrong": N_("To mend before it can be handed in: {n}"),
    "stillDoubtful": N_("To look at again: {n}. Mend it, or write a remark beside the answer."),
    "listHelp": N_("Choose a line to go to its place."),
    "handInAnyway": N_("It is right: hand in"),
    "offlineHandIn": N_("No connection: the report has not been handed in. Try again in a moment."),
    "handedIn": N_("The report has been handed in. Your receipt:"),
    "lastReceipt": N_("Last receipt:"),
    "receiptBy": N_("{by}, {time}"),
    "receiptPdf": N_("Receipt as PDF"),
    "whatNext": N_(
        "What comes next: the report counts from now on, as provisional. Reviewers look at it. If something is to be "
        "mended it comes back, and this page says what. Until it is appraised you may change it and hand in again."
    ),
    "toUnit": N_("How the unit stands"),
}


def form_words(words: Words) -> dict[str, str]:
    """By name, each sentence with its placeholders left in."""
    return {name: words(sentence, **_left(sentence)) for name, sentence in FORM_WORDS.items()}


def opened(reader: Reader) -> list[RoundFacts]:
    """The rounds that have opened by today, the one due last first."""
    known = [each for each in facts.rounds(reader.version) if each.opens <= reader.today]
    return sorted(known, key=lambda each: each.due, reverse=True)


def _left(sentence: str) -> dict[str, str]:
    return {name: f"{{{name}}}" for _, name, _, _ in Formatter().parse(sentence) if name}
