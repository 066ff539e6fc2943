package dev.aks4j.simulated.kubernetes.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Serves a service over plain HTTP on the loopback interface, for tools of other languages. */
final class PlainHttp implements AutoCloseable {

    private final HttpServer server;
    private final Service service;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "plain-http");
        thread.setDaemon(true);
        return thread;
    });

    PlainHttp(Service service) throws IOException {
        this.service = service;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        URI target = uri().resolve(exchange.getRequestURI());
        Response response =
                service.answer(new Request(exchange.getRequestMethod(), target, exchange.getRequestHeaders(), body));
        response.headers().forEach(exchange.getResponseHeaders()::set);
        boolean streamed = response.stream().isPresent();
        exchange.sendResponseHeaders(
                response.status(), streamed ? 0 : response.body().length == 0 ? -1 : response.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (streamed) {
                out.flush(); // newer JDKs keep the headers back until something is written
                pump(response, out);
            } else {
                out.write(response.body());
            }
        }
    }

    private static void pump(Response response, OutputStream out) {
        BlockingQueue<Optional<byte[]>> pieces = new LinkedBlockingQueue<>();
        Runnable[] gone = {() -> {}};
        response.stream().orElseThrow().accept(new Response.Channel() {
            @Override
            public void write(byte[] bytes) {
                pieces.add(Optional.of(bytes));
            }

            @Override
            public void close() {
                pieces.add(Optional.empty());
            }

            @Override
            public void onClose(Runnable action) {
                gone[0] = action;
            }
        });
        try {
            for (Optional<byte[]> piece = pieces.take(); piece.isPresent(); piece = pieces.take()) {
                out.write(piece.get());
                out.flush();
            }
        } catch (IOException e) {
            gone[0].run();
        } catch (InterruptedException e) {
            gone[0].run();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
