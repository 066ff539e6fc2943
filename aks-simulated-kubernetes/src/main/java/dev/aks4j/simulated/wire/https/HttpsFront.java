package dev.aks4j.simulated.wire.https;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.aks4j.simulated.wire.ConnectionDropped;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A service behind HTTPS on the loopback interface. Thread-safe. */
public final class HttpsFront implements AutoCloseable {

    static {
        // Without it, answers on kept-alive connections wait for the client's delayed acknowledgements.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpsServer server;
    private final ExecutorService threads;
    private final String url;

    private HttpsFront(HttpsServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
        this.url = "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Opens a service on a free port. */
    public static HttpsFront open(Service service, SSLContext tls) throws IOException {
        return open(service, tls, 0);
    }

    /** Opens a service on a port; 0 for a free one. */
    public static HttpsFront open(Service service, SSLContext tls, int port) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "simulator-https");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        HttpsFront front = new HttpsFront(server, threads);
        server.createContext("/", exchange -> front.exchange(service, exchange));
        server.start();
        return front;
    }

    /** Returns the base URL, without a slash at the end. */
    public String url() {
        return url;
    }

    private void exchange(Service service, HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, java.util.List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
            URI uri = URI.create(url + exchange.getRequestURI().toString());
            answer(service.answer(new Request(exchange.getRequestMethod(), uri, headers, body)), exchange);
        } catch (ConnectionDropped | UncheckedIOException | IOException gone) {
            // Closing the exchange without an answer is what a dropped connection looks like.
            exchange.close();
        }
    }

    private static void answer(Response response, HttpExchange exchange) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (response.stream().isPresent()) {
            exchange.sendResponseHeaders(response.status(), 0);
            HttpsBody channel = new HttpsBody();
            response.stream().get().accept(channel);
            channel.pump(exchange.getResponseBody());
            return;
        }
        int length = response.body().length;
        exchange.sendResponseHeaders(response.status(), head || length == 0 ? -1 : length);
        if (!head && length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(response.body());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
