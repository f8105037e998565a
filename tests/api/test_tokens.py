"""Tokens are made and revoked on the command line, each act with its line in the log."""

from datetime import UTC, datetime

from typer.testing import CliRunner

from dashboard.cli import app
from store.accounts import keys
from store.engine import migrate, open_store, reading
from store.schema import LogEntry
from tests.store.world import World


def test_a_token_is_printed_once_and_holds_until_it_is_revoked(tmp_path, monkeypatch, small_catalogue):
    url = f"sqlite:///{tmp_path}/store.db"
    monkeypatch.setenv("THIDUA_DATABASE_URL", url)
    engine = open_store(url)
    migrate(engine)
    World(engine, small_catalogue).units("a")

    def run(*words):
        return CliRunner().invoke(app, ["token", *words, "--language", "en"])

    def holds(token):
        with reading(engine) as connection:
            return keys.key_of(connection, token, datetime.now(UTC)) is not None

    made = run("add", "a", "HEMIS", "--scope", "write")
    token = made.output.strip()
    unknown = run("add", "b", "HEMIS")
    before = holds(token)
    revoked = run("revoke", "a", "HEMIS")

    assert (made.exit_code, token.startswith("thidua_"), before, holds(token)) == (0, True, True, False)
    assert revoked.output == "1 token revoked.\n"
    assert "There is no unit b." in unknown.output
    with reading(engine) as connection:
        logged = connection.execute(LogEntry.__table__.select().order_by(LogEntry.number)).all()
    assert [(row.action, row.subject, row.after) for row in logged] == [
        ("make token", "a", "HEMIS write 180 d"),
        ("revoke token", "a", "HEMIS"),
    ]
    engine.dispose()
