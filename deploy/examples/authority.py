"""Two authorities at the HTTP API with the standard library alone, against a register in development.

    python3 deploy/examples/authority.py [http://127.0.0.1:8080]
"""

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

REGISTER = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"


def token(official, purpose):
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "client_id": official, "purpose": purpose})
    with urllib.request.urlopen(f"{REGISTER}/dev/issuer/token", form.encode()) as reply:
        return json.load(reply)["access_token"]


def send(bearer, method, address, body=None, **headers):
    """Sends a call, and again after the time that a busy register or an empty bucket asks for."""
    headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"} | headers
    content = None if body is None else json.dumps(body).encode()
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(REGISTER + address, content, headers, method=method)) as reply:
                text = reply.read()
                return json.loads(text) if text else None, reply.headers
        except urllib.error.HTTPError as refused:
            if refused.code not in (429, 503):
                problem = json.load(refused)  # RFC 9457: code, paragraph and every fault with its field
                raise SystemExit(f"{problem['code']}: {problem.get('detail')} {problem['findings']}") from refused
            time.sleep(int(refused.headers["Retry-After"]))


def follow(bearer, last):
    """Server-sent events; whoever comes back sends the last sequence as Last-Event-ID, and nothing is lost."""
    request = urllib.request.Request(
        f"{REGISTER}/api/v1/notices/stream", headers={"Authorization": f"Bearer {bearer}", "Last-Event-ID": str(last)})
    name = None
    with urllib.request.urlopen(request) as stream:
        for line in (raw.decode().rstrip("\n") for raw in stream):
            if line.startswith("event: "):
                name = line[7:]
            elif name == "notice" and line.startswith("data: "):
                yield json.loads(line[6:])


def day(days):
    # A legal day is one of Berlin, wherever the program runs.
    return (datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(days)).date().isoformat()


def new_name():
    return "B" + "".join(letter for letter in uuid.uuid4().hex if letter.isalpha())


def submission(azr_number, *entries):
    # The id is made once and kept: sent again, the submission is stored once and answered with the same receipt.
    return {
        "submissionId": str(uuid.uuid4()), "authority": "A12054", "official": "Petra Beispiel", "purpose": "1", "fileReference": "32.1/7",
        "occurredOn": day(-1), "azrNumber": azr_number, "searchFirst": azr_number is None, "entries": list(entries),
    }


foreigners, residents = token("potsdam-foreigners", "1"), token("potsdam-residents", "29")
last = send(residents, "GET", "/api/v1/notices?limit=1")[0]["last"]

registration = submission(
    None,
    {"kind": "registerPerson", "familyName": new_name(), "firstNames": new_name(), "birthDate": "1990-07-00", "sex": "w", "nationality": ["475"]},
    {"kind": "arrival", "arrival": "firstEntry", "arrivedOn": day(-3)},
    {"kind": "moveIn", "ags": "12054000", "street": "Am Kanal", "houseNumber": "12", "postalCode": "14467", "town": "Potsdam", "movedInOn": day(-3)})
send(foreigners, "POST", "/api/v1/submissions", registration)
receipt, _ = send(foreigners, "POST", "/api/v1/submissions", registration)
print(f"registered as {receipt['azrNumber']}, repeated: {receipt['repeated']}")

# The entity tag is the version: a change upon an older one is refused with 412 and names what changed.
_, seen = send(foreigners, "GET", f"/api/v1/records/{receipt['azrNumber']}")
change = submission(receipt["azrNumber"], {"kind": "changePersonalData", "familyName": new_name()})
changed, now = send(foreigners, "POST", "/api/v1/submissions", change, **{"If-Match": seen["ETag"]})
print(f"version {seen['ETag']} became {now['ETag']}")

for notice in follow(residents, last):
    print(f"notice {notice['sequence']}: {notice['occasion']}")
    if notice["version"] == changed["version"]:
        break
