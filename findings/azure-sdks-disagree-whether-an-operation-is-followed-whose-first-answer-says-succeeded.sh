#!/usr/bin/env bash
# A resource provider answers an update with 200, a body whose provisioningState still says Succeeded (it has not begun), and
# the header Azure-AsyncOperation. Azure's contract for resource providers says that a client then polls the header's URL,
# whatever the body says. Azure's own SDKs disagree: Python's polls; Java's asks nothing, Go's asks the resource once, and both
# report success. Here the operation runs on and fails, and only a caller of Python's learns of it.
#
# Seen on 2026-12-01, for 200 and "Succeeded":
#   azure-core-management 1.19.4 (Java)   [PUT thing], done
#   azure-mgmt-core 1.6.0 (Python)        [PUT thing GET operation GET operation], failed
#   azcore 1.24.0 (Go)                    [PUT thing GET thing], done
# For 201 and "Creating" all three poll: [PUT thing GET operation GET operation], failed.
#
# Needs Linux, a JDK 17 or newer, Maven, Python 3.9 or newer and Go 1.25 or newer. No account; the answers are given in
# process, so nothing is sent. Fails if the behaviour is another one.
set -euo pipefail
work=$(mktemp -d); trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

mkdir java python go
cat > java/pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><dependencies>
<dependency><groupId>com.azure</groupId><artifactId>azure-core-management</artifactId><version>1.19.4</version></dependency>
</dependencies></project>
POM
mvn -q -B -f java/pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=jars
cat > java/Follow.java <<'JAVA'
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.rest.SimpleResponse;
import com.azure.core.management.polling.PollerFactory;
import com.azure.core.management.serializer.SerializerFactory;
import com.azure.core.util.polling.LongRunningOperationStatus;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public class Follow {
    static final String HOST = "https://management.azure.com/subscriptions/s/";
    static final String THING = HOST + "resourceGroups/g/providers/Microsoft.X/things/a?api-version=1";
    static final String OPERATION = HOST + "providers/Microsoft.X/locations/l/operations/1?api-version=1";

    static class Answer extends HttpResponse {
        final int status;
        final HttpHeaders headers;
        final byte[] body;

        Answer(HttpRequest request, int status, HttpHeaders headers, String body) {
            super(request);
            this.status = status;
            this.headers = headers;
            this.body = body.getBytes(StandardCharsets.UTF_8);
        }

        public int getStatusCode() { return status; }
        @Deprecated public String getHeaderValue(String name) { return headers.getValue(HttpHeaderName.fromString(name)); }
        public HttpHeaders getHeaders() { return headers; }
        public Flux<ByteBuffer> getBody() { return Flux.just(ByteBuffer.wrap(body)); }
        public Mono<byte[]> getBodyAsByteArray() { return Mono.just(body); }
        public Mono<String> getBodyAsString() { return Mono.just(new String(body, StandardCharsets.UTF_8)); }
        public Mono<String> getBodyAsString(Charset charset) { return getBodyAsString(); }
    }

    public static void main(String[] arguments) throws Exception {
        int status = Integer.parseInt(arguments[0]);
        List<String> asked = new ArrayList<>();
        HttpClient azure = request -> {
            boolean thing = request.getUrl().getPath().contains("/things/");
            asked.add(request.getHttpMethod() + (thing ? " thing" : " operation"));
            HttpHeaders headers = new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json");
            if (request.getHttpMethod() == HttpMethod.PUT) headers.set(HttpHeaderName.fromString("Azure-AsyncOperation"), OPERATION);
            String body = thing ? "{\"id\":\"/a\",\"properties\":{\"provisioningState\":\"" + arguments[1] + "\"}}"
                    : asked.size() < 3 ? "{\"status\":\"InProgress\"}"
                    : "{\"status\":\"Failed\",\"error\":{\"code\":\"Conflict\",\"message\":\"it failed\"}}";
            return Mono.just(new Answer(request, thing && request.getHttpMethod() == HttpMethod.PUT ? status : 200, headers, body));
        };
        var pipeline = new HttpPipelineBuilder().httpClient(azure).build();
        var first = pipeline.send(new HttpRequest(HttpMethod.PUT, THING)).map(r ->
                new SimpleResponse<Flux<ByteBuffer>>(r.getRequest(), r.getStatusCode(), r.getHeaders(), r.getBody()));
        var poller = PollerFactory.<Map, Map>create(SerializerFactory.createDefaultManagementSerializerAdapter(), pipeline,
                Map.class, Map.class, Duration.ofMillis(10), first.map(r -> r));
        var last = poller.getSyncPoller().waitForCompletion().getStatus();
        String end = last == LongRunningOperationStatus.SUCCESSFULLY_COMPLETED ? "done" : "failed";
        System.out.println("[" + String.join(" ", asked) + "], " + end);
    }
}
JAVA

python3 -m venv python/v
python/v/bin/pip -q --disable-pip-version-check install azure-mgmt-core==1.6.0 azure-core==1.41.0
cat > python/follow.py <<'PYTHON'
import json, sys
from azure.core import PipelineClient
from azure.core.exceptions import HttpResponseError
from azure.core.pipeline.policies import RequestIdPolicy
from azure.core.pipeline.transport import HttpTransport
from azure.core.polling import LROPoller
from azure.core.rest import HttpRequest
from azure.core.rest._http_response_impl import HttpResponseImpl
from azure.core.utils import case_insensitive_dict
from azure.mgmt.core.polling.arm_polling import ARMPolling

HOST = "https://management.azure.com/subscriptions/s/"
THING = HOST + "resourceGroups/g/providers/Microsoft.X/things/a?api-version=1"
OPERATION = HOST + "providers/Microsoft.X/locations/l/operations/1?api-version=1"
asked = []


class Azure(HttpTransport):
    def open(self): pass
    def close(self): pass
    def __exit__(self, *why): pass

    def send(self, request, **options):
        thing = "/things/" in request.url
        asked.append(request.method + (" thing" if thing else " operation"))
        headers = {"Content-Type": "application/json"}
        if request.method == "PUT":
            headers["Azure-AsyncOperation"] = OPERATION
        if thing:
            body = {"id": "/a", "properties": {"provisioningState": sys.argv[2]}}
        elif len(asked) < 3:
            body = {"status": "InProgress"}
        else:
            body = {"status": "Failed", "error": {"code": "Conflict", "message": "it failed"}}
        answer = HttpResponseImpl(
            request=request, internal_response=None, status_code=int(sys.argv[1]) if request.method == "PUT" else 200,
            headers=case_insensitive_dict(headers), reason="", content_type="application/json", stream_download_generator=None)
        answer._content, answer._is_closed, answer._is_stream_consumed = json.dumps(body).encode(), True, True
        return answer


client = PipelineClient("https://management.azure.com", transport=Azure(), policies=[RequestIdPolicy()])
first = client._pipeline.run(HttpRequest("PUT", THING))
try:
    LROPoller(client, first, lambda r: r.http_response.json(), ARMPolling(0)).result()
    end = "done"
except HttpResponseError:
    end = "failed"
print("[" + " ".join(asked) + "], " + end)
PYTHON

cat > go/main.go <<'GO'
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

const host = "https://management.azure.com/subscriptions/s/"

type azure struct{ asked []string }

func (a *azure) Do(q *http.Request) (*http.Response, error) {
	thing := strings.Contains(q.URL.Path, "/things/")
	headers := http.Header{"Content-Type": {"application/json"}}
	status, body := 200, `{"status":"Failed","error":{"code":"Conflict","message":"it failed"}}`
	if thing {
		a.asked = append(a.asked, q.Method+" thing")
		body = `{"id":"/a","properties":{"provisioningState":"` + os.Args[2] + `"}}`
	} else {
		a.asked = append(a.asked, q.Method+" operation")
		if len(a.asked) < 3 {
			body = `{"status":"InProgress"}`
		}
	}
	if q.Method == "PUT" {
		status, _ = strconv.Atoi(os.Args[1])
		headers.Set("Azure-AsyncOperation", host+"providers/Microsoft.X/locations/l/operations/1?api-version=1")
	}
	return &http.Response{StatusCode: status, Header: headers, Body: io.NopCloser(strings.NewReader(body)), Request: q}, nil
}

func main() {
	a := &azure{}
	pipeline := runtime.NewPipeline("finding", "1", runtime.PipelineOptions{}, &policy.ClientOptions{Transport: a})
	request, _ := runtime.NewRequest(context.Background(), "PUT", host+"resourceGroups/g/providers/Microsoft.X/things/a?api-version=1")
	first, err := pipeline.Do(request)
	if err == nil {
		var poller *runtime.Poller[map[string]any]
		if poller, err = runtime.NewPoller[map[string]any](first, pipeline, nil); err == nil {
			_, err = poller.PollUntilDone(context.Background(), &runtime.PollUntilDoneOptions{Frequency: time.Second})
		}
	}
	end := "done"
	if err != nil {
		end = "failed"
	}
	fmt.Println("["+strings.Join(a.asked, " ")+"], "+end)
}
GO
(cd go && go mod init finding && go get github.com/Azure/azure-sdk-for-go/sdk/azcore@v1.24.0 && go build -o follow .) >go/log 2>&1 || { cat go/log >&2; exit 1; }

java() { command java -cp 'java/jars/*' java/Follow.java "$@" 2>java/log; }
changed=0
for case in '200 Succeeded' '201 Creating'; do
  read -r status state <<< "$case"
  j=$(java "$status" "$state"); p=$(python/v/bin/python python/follow.py "$status" "$state"); g=$(go/follow "$status" "$state")
  printf '%s\n  Java    %s\n  Python  %s\n  Go      %s\n' "$case" "$j" "$p" "$g"
  if [ "$status" = 200 ]; then
    [ "$j" = '[PUT thing], done' ] && [ "$p" = '[PUT thing GET operation GET operation], failed' ] && [ "$g" = '[PUT thing GET thing], done' ] || changed=1
  else
    for answer in "$j" "$p" "$g"; do [ "$answer" = '[PUT thing GET operation GET operation], failed' ] || changed=1; done
  fi
done
[ $changed = 0 ] || { echo "changed: they follow it otherwise" >&2; exit 1; }
echo "As described."
