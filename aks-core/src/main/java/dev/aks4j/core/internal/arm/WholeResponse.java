package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer whose body has arrived, so that a connection lost while reading it counts as a fault of the try. */
public final class WholeResponse extends HttpResponse {

    private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");

    private final int status;
    private final HttpHeaders headers;
    private final byte[] bytes;

    WholeResponse(HttpResponse below, byte[] bytes) {
        super(below.getRequest());
        this.status = below.getStatusCode();
        this.headers = below.getHeaders();
        this.bytes = bytes;
    }

    static String requestId(HttpResponse response) {
        String id = response.getHeaders().getValue(REQUEST_ID);
        return id == null ? "" : id;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public int getStatusCode() {
        return status;
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
        return bytes.length == 0 ? Flux.empty() : Flux.defer(() -> Flux.just(ByteBuffer.wrap(bytes)));
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
        return bytes.length == 0 ? Mono.empty() : Mono.just(bytes);
    }

    @Override
    public Mono<String> getBodyAsString() {
        return getBodyAsString(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
        return getBodyAsByteArray().map(all -> new String(all, charset));
    }

    @Override
    public HttpResponse buffer() {
        return this;
    }
}
