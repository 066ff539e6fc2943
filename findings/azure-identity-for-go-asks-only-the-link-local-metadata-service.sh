#!/usr/bin/env bash
# AZURE_POD_IDENTITY_AUTHORITY_HOST moves the place where the Azure SDKs ask for tokens of managed identities: azure-identity
# for Python (1.27.0, with msal) asks there. azidentity for Go (1.15.0), whose MSAL (1.10.1) declares a constant with the
# variable's name, never reads it and asks 169.254.169.254. A Go program, such as a cloud-controller-manager or a CSI driver
# on a test machine, cannot be led to another metadata service; what works is IDENTITY_ENDPOINT with IDENTITY_HEADER, which
# makes it take the machine for App Service.
#
# Seen on 2026-12-01. Nothing is sent but to loopback: the Go program has a transport that only says where it would go.
# Needs Go 1.24 or newer and Python 3.9 or newer. Fails if the behaviour is another one.
set -euo pipefail
work=$(mktemp -d); trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
cat > main.go <<'G'
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

type told struct{}

func (told) Do(request *http.Request) (*http.Response, error) {
	fmt.Println(request.URL.Host)
	body := io.NopCloser(strings.NewReader("{}"))
	return &http.Response{StatusCode: 400, Request: request, Header: http.Header{}, Body: body}, nil
}

func main() {
	options := &azidentity.ManagedIdentityCredentialOptions{}
	options.Transport = told{}
	credential, err := azidentity.NewManagedIdentityCredential(options)
	if err != nil {
		panic(err)
	}
	scopes := policy.TokenRequestOptions{Scopes: []string{"https://management.azure.com/.default"}}
	_, _ = credential.GetToken(context.Background(), scopes)
}
G
cat > ask.py <<'P'
import http.server
import os
import threading

seen = []


class Metadata(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        seen.append(self.path)
        self.send_response(400)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Metadata)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = "http://127.0.0.1:%d" % server.server_port
from azure.identity import ManagedIdentityCredential

try:
    ManagedIdentityCredential().get_token("https://management.azure.com/.default")
except Exception:
    pass
print("the host of the variable" if seen else "another host")
P
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
go mod init finding >/dev/null 2>&1
go get github.com/Azure/azure-sdk-for-go/sdk/azidentity@v1.15.0 >/dev/null 2>&1
python3 -m venv venv && venv/bin/pip install -q --disable-pip-version-check azure-identity==1.27.0
grep -E "azidentity|microsoft-authentication-library" go.mod | sed 's/^[[:space:]]*//; s/ *\/\/.*//'
go=$(AZURE_POD_IDENTITY_AUTHORITY_HOST=http://127.0.0.1:4711 go run . | head -n 1)
python=$(venv/bin/python ask.py 2>/dev/null)
echo "Go asks:     $go"
echo "Python asks: $python"
[ "$python" = "the host of the variable" ] || { echo "changed: Python asks elsewhere" >&2; exit 1; }
[ "$go" = 169.254.169.254 ] || { echo "changed: Go asks elsewhere" >&2; exit 1; }
echo "As described."
