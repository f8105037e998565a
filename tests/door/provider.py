"""A sign-in service as a process of its own: `python -m tests.door.provider PORT PERSON…`, each person as JSON claims.

It asks for PKCE, unlike the package it is made from: a token goes only to whoever knows the verifier of a challenge.
"""

import base64
import hashlib
import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx2

ROOT = Path(__file__).parents[2]


@contextmanager
def providing(*people):
    """Such a process; yields its address once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-W", "ignore", "-m", "tests.door.provider", str(port), *map(json.dumps, people)]
    started = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert started.stdout.readline() == "ready\n"
        yield f"http://127.0.0.1:{port}"
    finally:
        started.terminate()
        started.communicate()


def provider(people):
    import flask
    import oidc_provider_mock
    from oidc_provider_mock._storage import User

    users = [User(sub=each.pop("sub"), claims=each) for each in people]
    app = oidc_provider_mock.app(user_claims=users, require_nonce=True)
    app.debug = False
    challenges = set()

    @app.before_request
    def ask_for_pkce():
        asked = flask.request
        if asked.path == "/oauth2/authorize":
            if asked.args.get("code_challenge_method") != "S256":
                flask.abort(400, "PKCE is missing")
            challenges.add(asked.args["code_challenge"])
        if asked.path == "/oauth2/token":
            digest = hashlib.sha256(asked.form["code_verifier"].encode()).digest()
            if base64.urlsafe_b64encode(digest).decode().rstrip("=") not in challenges:
                flask.abort(400, "this verifier belongs to no challenge")

    return app


def main(port, *people):
    from werkzeug.serving import make_server

    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    server = make_server("127.0.0.1", int(port), provider([json.loads(each) for each in people]), threaded=True)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    server.serve_forever()


def consent(address, subject):
    """What a person's browser does at the service: say who one is, or nothing. Gives the address to go back to."""
    answer = httpx2.post(address, data={"sub": subject} if subject else {"action": "deny"})
    return answer.headers["location"]


if __name__ == "__main__":
    main(*sys.argv[1:])
