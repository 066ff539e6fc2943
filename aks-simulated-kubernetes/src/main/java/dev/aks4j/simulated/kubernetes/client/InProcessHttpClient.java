package dev.aks4j.simulated.kubernetes.client;

import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A fabric8 client whose requests are method calls. Thread-safe. */
final class InProcessHttpClient
        extends StandardHttpClient<InProcessHttpClient, InProcessHttpClientFactory, InProcessHttpClientBuilder> {

    private final InProcessHttpClientFactory factory;
    private final ClientIdentity identity;
    private final Set<Runnable> open = ConcurrentHashMap.newKeySet();

    InProcessHttpClient(
            InProcessHttpClientBuilder builder,
            InProcessHttpClientFactory factory,
            ClientIdentity identity,
            AtomicBoolean closed) {
        super(builder, closed);
        this.factory = factory;
        this.identity = identity;
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
            StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        try {
            Response response = factory.service().answer(translate(request, request.uri()));
            SerialExecutor executor = new SerialExecutor(factory.executor());
            StreamedBody body = new StreamedBody(consumer, executor);
            Runnable close = body::cancel;
            open.add(close);
            body.done().whenComplete((nothing, failure) -> open.remove(close));
            HttpResponse<AsyncBody> answer = new InProcessResponse(request, response, body);
            body.feed(response);
            return CompletableFuture.completedFuture(answer);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        } catch (UncheckedIOException e) {
            return CompletableFuture.failedFuture(e.getCause());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
            StandardWebSocketBuilder socketBuilder, WebSocket.Listener listener) {
        StandardHttpRequest request = socketBuilder.asHttpRequest();
        try {
            Response response = factory.service().answer(translate(request, plain(request.uri())));
            return CompletableFuture.completedFuture(WatchSocket.open(request, response, listener, factory, open));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        } catch (UncheckedIOException e) {
            return CompletableFuture.failedFuture(e.getCause());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static URI plain(URI uri) {
        String text = uri.toString();
        return URI.create(text.startsWith("ws") ? "http" + text.substring(2) : text);
    }

    private Request translate(StandardHttpRequest request, URI uri) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        if (request.getContentType() != null) {
            headers.put("Content-Type", List.of(request.getContentType()));
        }
        return identity.sign(new Request(request.method(), uri, headers, body(request)));
    }

    private static byte[] body(StandardHttpRequest request) throws IOException {
        StandardHttpRequest.BodyContent body = request.body();
        if (body instanceof StandardHttpRequest.StringBodyContent text) {
            return text.getContent().getBytes(StandardCharsets.UTF_8);
        }
        if (body instanceof StandardHttpRequest.ByteArrayBodyContent bytes) {
            return bytes.getContent();
        }
        if (body instanceof StandardHttpRequest.InputStreamBodyContent stream) {
            return stream.getContent().readAllBytes();
        }
        return new byte[0];
    }

    @Override
    protected void doClose() {
        List.copyOf(open).forEach(Runnable::run);
    }
}
