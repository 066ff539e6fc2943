package dev.aks4j.core.internal.arm;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Takes down what a web socket should be like until it is known where it leads. Not thread-safe. */
final class ClusterWebSocketBuilder implements WebSocket.Builder {

    private final Function<URI, WebSocket.Builder> of;
    private final List<Consumer<WebSocket.Builder>> settings = new ArrayList<>();

    ClusterWebSocketBuilder(Function<URI, WebSocket.Builder> of) {
        this.of = of;
    }

    @Override
    public WebSocket.Builder header(String name, String value) {
        settings.add(builder -> builder.header(name, value));
        return this;
    }

    @Override
    public WebSocket.Builder connectTimeout(Duration timeout) {
        settings.add(builder -> builder.connectTimeout(timeout));
        return this;
    }

    @Override
    public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
        settings.add(builder -> builder.subprotocols(mostPreferred, lesserPreferred));
        return this;
    }

    @Override
    public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
        WebSocket.Builder builder = of.apply(uri);
        settings.forEach(setting -> setting.accept(builder));
        return builder.buildAsync(uri, listener);
    }
}
