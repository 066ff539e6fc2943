package dev.aks4j.core.testing;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An azure-core client with a script. Routes are tried in the order in which they were added; the first that matches and
 * still has an answer gives it. A request that nothing matches is a failure of the test.
 *
 * <pre>{@code
 * azure.on("PUT", "managedClusters/shop").reply(201, "{}", "Azure-AsyncOperation", STATUS_URL);
 * azure.on("GET", "/operations/").reply(503, "").reply(200, "{\"status\":\"Succeeded\"}").forever();
 * }</pre>
 */
public final class FakeAzure implements HttpClient {

    /** One request as it arrived. */
    public record Seen(Instant at, String method, String url, HttpHeaders headers, String body) {}

    private final FakeScheduler scheduler;
    private final List<Route> routes = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private boolean forgetful;

    /** Creates a client whose answers may take the scheduler's time. */
    public FakeAzure(FakeScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Adds a route for a verb and a part of the URL. */
    public Route on(String method, String part) {
        Route route = new Route(method, part);
        routes.add(route);
        return route;
    }

    /** Keeps only the last request from now on, for tests that send very many. */
    public void forgetRequests() {
        forgetful = true;
    }

    /** Returns every request so far. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Returns the requests so far whose verb and URL match. */
    public List<Seen> seen(String method, String part) {
        return seen.stream()
                .filter(request -> request.method.equals(method) && request.url.contains(part))
                .toList();
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.defer(() -> answer(request));
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return send(request);
    }

    private synchronized Mono<HttpResponse> answer(HttpRequest request) {
        String body = Optional.ofNullable(request.getBodyAsBinaryData())
                .map(Object::toString)
                .orElse("");
        Seen now = new Seen(
                scheduler.now(),
                request.getHttpMethod().toString(),
                request.getUrl().toString(),
                new HttpHeaders(request.getHeaders()),
                body);
        if (forgetful) {
            seen.clear();
        }
        seen.add(now);
        for (Route route : routes) {
            if (route.matches(now)) {
                return route.next().apply(request);
            }
        }
        throw new AssertionError("Nothing scripted for " + now.method + " " + now.url);
    }

    /** What one verb on one part of the URL is answered with, in order. */
    public final class Route {
        private final String method;
        private final String part;
        private final List<Function<HttpRequest, Mono<HttpResponse>>> answers = new ArrayList<>();
        private boolean forever;
        private int given;

        private Route(String method, String part) {
            this.method = method;
            this.part = part;
        }

        /** Adds an answer; headers are names and values in turn. */
        public Route reply(int status, String body, String... headers) {
            answers.add(request -> Mono.just(new Answer(request, status, body, headers)));
            return this;
        }

        /** Adds an answer several times. */
        public Route times(int count, int status, String body, String... headers) {
            for (int i = 0; i < count; i++) {
                reply(status, body, headers);
            }
            return this;
        }

        /** Adds an answer that comes after a while. */
        public Route replyAfter(Duration delay, int status, String body, String... headers) {
            answers.add(request -> Mono.create(
                    sink -> scheduler.after(delay, () -> sink.success(new Answer(request, status, body, headers)))));
            return this;
        }

        /** Adds an answer that is worked out when the request comes. */
        public Route compute(Function<Seen, Reply> answer) {
            answers.add(request -> {
                Reply reply = answer.apply(seen.get(seen.size() - 1));
                return Mono.just(new Answer(request, reply.status, reply.body, reply.headers));
            });
            return this;
        }

        /** Adds a failure of the connection. */
        public Route fail(Throwable failure) {
            answers.add(request -> Mono.error(failure));
            return this;
        }

        /** Adds an answer that never comes. */
        public Route hang() {
            answers.add(request -> Mono.never());
            return this;
        }

        /** Repeats the last answer from now on. */
        public Route forever() {
            forever = true;
            return this;
        }

        private boolean matches(Seen request) {
            return request.method.equals(method) && request.url.contains(part) && (given < answers.size() || forever);
        }

        private Function<HttpRequest, Mono<HttpResponse>> next() {
            Function<HttpRequest, Mono<HttpResponse>> answer = answers.get(Math.min(given, answers.size() - 1));
            given++;
            return answer;
        }
    }

    /** A status, a body, and header names and values in turn. */
    public record Reply(int status, String body, String... headers) {}

    private static final class Answer extends HttpResponse {
        private final int status;
        private final byte[] body;
        private final HttpHeaders headers = new HttpHeaders();

        Answer(HttpRequest request, int status, String body, String... headers) {
            super(request);
            this.status = status;
            this.body = body.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < headers.length; i += 2) {
                this.headers.set(com.azure.core.http.HttpHeaderName.fromString(headers[i]), headers[i + 1]);
            }
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(com.azure.core.http.HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return body.length == 0 ? Flux.empty() : Flux.just(ByteBuffer.wrap(body));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return body.length == 0 ? Mono.empty() : Mono.just(body);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return getBodyAsByteArray().map(bytes -> new String(bytes, charset));
        }
    }
}
