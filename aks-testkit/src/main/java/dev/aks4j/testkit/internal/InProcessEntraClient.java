package dev.aks4j.testkit.internal;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.simulated.wire.ConnectionDropped;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** An HTTP client of msal4j that calls a service. Thread-safe. */
final class InProcessEntraClient implements IHttpClient {

    private final Service service;
    private final Scheduler scheduler;

    InProcessEntraClient(Service service, Scheduler scheduler) {
        this.service = service;
        this.scheduler = scheduler;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws Exception {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (request.headers() != null) {
            request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        }
        byte[] body = request.body() == null ? new byte[0] : request.body().getBytes(StandardCharsets.UTF_8);
        try {
            Response answer = service.answer(
                    new Request(request.httpMethod().name(), request.url().toURI(), headers, body));
            late(answer);
            Map<String, List<String>> answered = new LinkedHashMap<>();
            answer.headers().forEach((name, value) -> answered.put(name, List.of(value)));
            HttpResponse response = new HttpResponse()
                    .statusCode(answer.status())
                    .body(new String(answer.body(), StandardCharsets.UTF_8));
            response.addHeaders(answered);
            return response;
        } catch (UncheckedIOException unreachable) {
            throw unreachable.getCause();
        } catch (ConnectionDropped dropped) {
            throw new IOException(dropped.getMessage());
        }
    }

    /** The client blocks until the answer is there. */
    private void late(Response answer) throws InterruptedException, ExecutionException {
        String delay = answer.headers().get(Response.DELAY);
        if (delay != null) {
            try {
                scheduler.await(new CompletableFuture<Void>(), Duration.ofMillis(Long.parseLong(delay)));
            } catch (TimeoutException over) {
                // Now it is there.
            }
        }
    }
}
