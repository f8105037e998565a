"""Types into cells of workbooks in LibreOffice Calc; run by the Python that has LibreOffice's UNO, never by pytest."""

import contextlib
import json
import subprocess
import sys
import time
import uuid

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 60  # seconds


def main():
    task = json.load(sys.stdin)
    pipe = f"thidua{uuid.uuid4().hex}"
    options = ["--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen(
        [task["soffice"], f"-env:UserInstallation={uno.systemPathToFileUrl(task['profile'])}", *options]
    )
    try:
        desktop = connect(pipe, office)
        shown = [worked(desktop, job) for job in task["jobs"]]
        with contextlib.suppress(Exception):  # the office ends the connection while it answers
            desktop.terminate()
        office.wait(PATIENCE)
    finally:
        office.kill()
    json.dump(shown, sys.stdout)


def worked(desktop, job):
    """Opens one workbook, types, saves it in each form that is wanted, and tells what Calc shows."""
    opening = (named("Hidden", True), *properties(job["opening"]))
    book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(job["book"]), "_blank", 0, opening)
    for sheet, cell, value in job["cells"]:
        type_into(book.Sheets.getByName(sheet).getCellRangeByName(cell), value)
    book.calculateAll()
    shown = {f"{s}!{c}": book.Sheets.getByName(s).getCellRangeByName(c).String for s, c in job["look"]}
    for path, saving in job["forms"].items():
        book.storeToURL(uno.systemPathToFileUrl(path), properties(saving))
    book.close(True)
    return shown


def type_into(cell, value):
    """Numbers are put; text is typed, so that Calc makes of it what it makes of a person's keys."""
    if isinstance(value, str):
        cell.FormulaLocal = value
    else:
        cell.Value = value


def connect(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and office.poll() is None:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)  # the office has not opened its pipe yet, and says nothing when it does
            continue
        return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice did not open its pipe")


def properties(settings):
    return tuple(named(name, value) for name, value in settings.items())


def named(name, value):
    return PropertyValue(name, 0, value, 0)


main()
