package dev.aks4j.testkit.internal;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.simulated.wire.ConnectionDropped;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** An HTTP client of azure-core that calls a service. Thread-safe. */
final class InProcessAzureClient implements HttpClient {

    private static final int REMEMBERED = 500;

    private final Service service;
    private final Scheduler scheduler;

    /** The last URLs: clients poll the same ones, which are long, and reading one again takes as long as the answer. */
    private final Map<String, URI> urls = new ConcurrentHashMap<>();

    InProcessAzureClient(Service service, Scheduler scheduler) {
        this.service = service;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> exchange(request)).flatMap(this::late);
    }

    private Mono<HttpResponse> late(HttpResponse response) {
        String delay = response.getHeaderValue(HttpHeaderName.fromString(Response.DELAY));
        return delay == null
                ? Mono.just(response)
                : Mono.create(sink ->
                        scheduler.after(Duration.ofMillis(Long.parseLong(delay)), () -> sink.success(response)));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        try {
            return exchange(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI uri(String url) {
        if (urls.size() > REMEMBERED) {
            urls.clear();
        }
        return urls.computeIfAbsent(url, URI::create);
    }

    private HttpResponse exchange(HttpRequest request) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.getHeaders().forEach(header -> headers.put(header.getName(), header.getValuesList()));
        byte[] body = request.getBodyAsBinaryData() == null
                ? new byte[0]
                : request.getBodyAsBinaryData().toBytes();
        try {
            return new InProcessAzureResponse(
                    request,
                    service.answer(new Request(
                            request.getHttpMethod().toString(),
                            uri(request.getUrl().toString()),
                            headers,
                            body)));
        } catch (UncheckedIOException unreachable) {
            throw unreachable.getCause();
        } catch (ConnectionDropped dropped) {
            throw new IOException(dropped.getMessage());
        }
    }
}
