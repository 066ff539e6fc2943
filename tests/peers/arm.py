"""Sends one request to the simulated Azure Resource Manager, waits for what it began, and prints the answer.

usage: arm.py SIMULATOR.JSON METHOD PATH?api-version=... [BODY]     PATH may begin with {sub} for the subscription
"""

import json
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


def main():
    place = json.load(open(sys.argv[1]))
    trust = ssl.create_default_context(cafile=place["caCertificate"])

    def send(method, url, body=None, headers=None):
        data = None if body is None else body.encode()
        request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, context=trust) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, dict(refusal.headers), refusal.read().decode()

    form = urllib.parse.urlencode({
        "grant_type": "client_credentials", "scope": "https://management.azure.com/.default",
        "client_id": place["clientId"], "client_secret": place["clientSecret"]})
    token = json.loads(send("POST", f"{place['entra']}/{place['tenant']}/oauth2/v2.0/token", form)[2])["access_token"]
    headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
    method, path = sys.argv[2], sys.argv[3].replace("{sub}", "/subscriptions/" + place["subscription"])
    body = sys.argv[4].replace("{sub}", "/subscriptions/" + place["subscription"]) if len(sys.argv) > 4 else None
    status, told, text = send(method, place["arm"] + path, body, headers)
    told = {name.lower(): value for name, value in told.items()}
    operation = told.get("azure-asyncoperation") or (told.get("location") if status == 202 else None)
    while operation and status < 400:
        code, _, state = send("GET", operation, None, headers)
        over = code not in (200, 202) or code != 202 and json.loads(state or "{}").get("status") not in (
            "InProgress", "Running", "Creating", "Updating", "Deleting")
        if over:
            if state and json.loads(state).get("status") in ("Failed", "Canceled") or code >= 400:
                sys.exit(state)
            if method == "PUT":
                status, _, text = send("GET", place["arm"] + path, None, headers)
            break
        time.sleep(0.5)
    print(text)
    if status >= 400:
        sys.exit(f"{status} to {method} {path}")


main()
