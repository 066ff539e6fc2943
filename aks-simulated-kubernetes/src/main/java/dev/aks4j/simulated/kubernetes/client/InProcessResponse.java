package dev.aks4j.simulated.kubernetes.client;

import dev.aks4j.simulated.wire.Response;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service's response as fabric8 sees it. */
final class InProcessResponse extends StandardHttpHeaders implements HttpResponse<AsyncBody> {

    private final HttpRequest request;
    private final int status;
    private final AsyncBody body;

    InProcessResponse(HttpRequest request, Response response, AsyncBody body) {
        super(headers(response));
        this.request = request;
        this.status = response.status();
        this.body = body;
    }

    static Map<String, List<String>> headers(Response response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        response.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return headers;
    }

    @Override
    public int code() {
        return status;
    }

    @Override
    public AsyncBody body() {
        return body;
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
        return Optional.empty();
    }
}
