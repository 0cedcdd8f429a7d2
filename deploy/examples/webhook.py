"""An office that has its notices sent to it (Standard Webhooks), with the standard library alone, against a register in development.

    python3 deploy/examples/webhook.py [http://127.0.0.1:8080]

Registers this program for Potsdam's residents' office, says what arrives, and takes the webhook away again when it ends (Ctrl+C or kill).
"""

import base64
import hashlib
import hmac
import json
import signal
import sys
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

REGISTER = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
TOLERANCE = 300
seen = set()


def token():
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "client_id": "potsdam-residents", "purpose": "29"})
    with urllib.request.urlopen(f"{REGISTER}/dev/issuer/token", form.encode()) as reply:
        return json.load(reply)["access_token"]


def call(method, address, body=None):
    headers = {"Authorization": f"Bearer {token()}", "Content-Type": "application/json"}
    content = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(REGISTER + address, content, headers, method=method)) as reply:
        text = reply.read()
        return json.loads(text) if text else None


def is_genuine(headers, body, secret):
    """True if the register sent exactly this, and just now. While a secret is changed there are two signatures; one is enough."""
    if abs(time.time() - int(headers["webhook-timestamp"])) > TOLERANCE:
        return False
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(mac).decode()
    return any(hmac.compare_digest(expected, one) for one in headers["webhook-signature"].split(" "))


class Mailroom(BaseHTTPRequestHandler):
    secret = ""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        genuine = is_genuine(self.headers, body, self.secret)
        # The same notice may come twice: it is taken once, and answered the same.
        if genuine and self.headers["webhook-id"] not in seen:
            seen.add(self.headers["webhook-id"])
            message = json.loads(body)
            # A probe is about nobody: it only wants to be answered.
            if message["type"].startswith("notice."):
                print(f"notice {message['data']['sequence']}: {message['data']['occasion']}", flush=True)
        self.send_response(204 if genuine else 401)
        self.end_headers()

    def log_message(self, *_):
        """The register's letters do not belong into a log of requests."""


server = HTTPServer(("127.0.0.1", 0), Mailroom)
made = call("PUT", "/api/v1/webhooks/beispiel", {"url": f"http://127.0.0.1:{server.server_port}/azr"})
if "secret" not in made:  # it was there already: its secret is told again only when it is changed
    made = call("POST", "/api/v1/webhooks/beispiel/secrets", {"overlapSeconds": 0})
Mailroom.secret = made["secret"]
signal.signal(signal.SIGTERM, signal.default_int_handler)
print(f"waiting at {made['webhook']['url']}", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    call("DELETE", "/api/v1/webhooks/beispiel")
