package dev.aks4j.tests.truth;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Scheduler;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A way to Azure on which resources are shown otherwise than they are, as another Azure would show them.
 *
 * @param real the way
 * @param shown makes what is shown from the path of a read and what it found
 */
record ShownTransport(Transport real, BiFunction<String, Json, Json> shown) implements Transport {

    @Override
    public HttpClient azure() {
        HttpClient client = real.azure();
        return new HttpClient() {
            @Override
            public Mono<HttpResponse> send(HttpRequest request) {
                return send(request, Context.NONE);
            }

            @Override
            public Mono<HttpResponse> send(HttpRequest request, Context context) {
                Mono<HttpResponse> answer = client.send(request, context);
                return request.getHttpMethod() == HttpMethod.GET
                        ? answer.flatMap(found -> showing(request, found))
                        : answer;
            }
        };
    }

    private Mono<HttpResponse> showing(HttpRequest request, HttpResponse found) {
        return found.getBodyAsString()
                .defaultIfEmpty("")
                .map(body -> found.getStatusCode() == 200 && body.startsWith("{")
                        ? shown.apply(request.getUrl().getPath(), Json.parse(body))
                                .toString()
                        : body)
                .map(body -> new Answer(request, found, body));
    }

    @Override
    public IHttpClient entra() {
        return real.entra();
    }

    @Override
    public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
        return real.kubernetes();
    }

    @Override
    public Scheduler scheduler() {
        return real.scheduler();
    }

    /** An answer with another body. */
    private static final class Answer extends HttpResponse {
        private final HttpResponse found;
        private final HttpHeaders headers;
        private final byte[] body;

        Answer(HttpRequest request, HttpResponse found, String body) {
            super(request);
            this.found = found;
            this.body = body.getBytes(StandardCharsets.UTF_8);
            this.headers = new HttpHeaders(found.getHeaders())
                    .set(HttpHeaderName.CONTENT_LENGTH, String.valueOf(this.body.length));
        }

        @Override
        public int getStatusCode() {
            return found.getStatusCode();
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(body));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(body);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(body, charset));
        }
    }
}
