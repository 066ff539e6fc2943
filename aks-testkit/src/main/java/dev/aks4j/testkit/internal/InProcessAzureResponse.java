package dev.aks4j.testkit.internal;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import dev.aks4j.simulated.wire.Response;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer of the simulator as azure-core sees it. Immutable. */
final class InProcessAzureResponse extends HttpResponse {

    private final Response response;
    private final HttpHeaders headers = new HttpHeaders();

    InProcessAzureResponse(HttpRequest request, Response response) {
        super(request);
        this.response = response;
        response.headers().forEach((name, value) -> headers.set(HttpHeaderName.fromString(name), value));
    }

    @Override
    public int getStatusCode() {
        return response.status();
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
    public BinaryData getBodyAsBinaryData() {
        return BinaryData.fromBytes(response.body());
    }

    @Override
    public Flux<ByteBuffer> getBody() {
        return response.body().length == 0 ? Flux.empty() : Flux.just(ByteBuffer.wrap(response.body()));
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
        return response.body().length == 0 ? Mono.empty() : Mono.just(response.body());
    }

    @Override
    public Mono<String> getBodyAsString() {
        return getBodyAsString(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
        return getBodyAsByteArray().map(bytes -> new String(bytes, charset));
    }

    @Override
    public HttpResponse buffer() {
        return this;
    }
}
