package dev.aks4j.simulated.kubernetes.client;

import dev.aks4j.simulated.wire.Response;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import io.fabric8.kubernetes.client.http.WebSocketUpgradeResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * A watch as fabric8 reads it: each line that the service streams is one message, given when the listener asks for it.
 * Thread-safe.
 */
final class WatchSocket implements WebSocket, Response.Channel {

    private static final int NORMAL = 1000;

    private final Listener listener;
    private final SerialExecutor executor;
    private final Queue<String> messages = new ArrayDeque<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final List<Runnable> onClose = new ArrayList<>();
    private long asked = 1;
    private boolean ended;
    private boolean told;

    private WatchSocket(Listener listener, SerialExecutor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    /** Opens a socket on a streamed response, or reports that the handshake failed. */
    static WebSocketResponse open(
            StandardHttpRequest request,
            Response response,
            Listener listener,
            InProcessHttpClientFactory factory,
            Set<Runnable> open) {
        if (response.stream().isEmpty()) {
            WebSocketUpgradeResponse refused =
                    new WebSocketUpgradeResponse(request, response.status(), InProcessResponse.headers(response));
            return new WebSocketResponse(refused, new WebSocketHandshakeException(refused));
        }
        WatchSocket socket = new WatchSocket(listener, new SerialExecutor(factory.executor()));
        Runnable close = socket::stop;
        open.add(close);
        socket.onClose(() -> open.remove(close));
        socket.executor.execute(() -> listener.onOpen(socket));
        response.stream().get().accept(socket);
        return new WebSocketResponse(new WebSocketUpgradeResponse(request, 101), socket);
    }

    @Override
    public synchronized void write(byte[] bytes) {
        if (ended) {
            return;
        }
        for (byte one : bytes) {
            if (one == '\n') {
                messages.add(partial.toString(StandardCharsets.UTF_8));
                partial.reset();
            } else {
                partial.write(one);
            }
        }
        executor.execute(this::deliver);
    }

    @Override
    public synchronized void close() {
        ended = true;
        executor.execute(this::deliver);
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (this) {
            if (!ended) {
                onClose.add(action);
                return;
            }
        }
        action.run();
    }

    private void deliver() {
        while (true) {
            String message;
            synchronized (this) {
                message = asked > 0 ? messages.poll() : null;
                if (message != null) {
                    asked--;
                }
            }
            if (message == null) {
                break;
            }
            listener.onMessage(this, message);
        }
        boolean last;
        synchronized (this) {
            last = ended && messages.isEmpty() && !told;
            told |= last;
        }
        if (last) {
            runCloseActions();
            listener.onClose(this, NORMAL, "");
        }
    }

    private void runCloseActions() {
        List<Runnable> actions;
        synchronized (this) {
            actions = List.copyOf(onClose);
            onClose.clear();
        }
        actions.forEach(Runnable::run);
    }

    private void stop() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            messages.clear();
        }
        runCloseActions();
        executor.execute(this::deliver);
    }

    @Override
    public boolean send(ByteBuffer buffer) {
        return false;
    }

    @Override
    public boolean sendClose(int code, String reason) {
        stop();
        return true;
    }

    @Override
    public long queueSize() {
        return 0;
    }

    @Override
    public void request() {
        synchronized (this) {
            asked++;
        }
        executor.execute(this::deliver);
    }
}
