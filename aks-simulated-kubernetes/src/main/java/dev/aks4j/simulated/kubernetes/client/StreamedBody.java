package dev.aks4j.simulated.kubernetes.client;

import dev.aks4j.simulated.wire.Response;
import io.fabric8.kubernetes.client.http.AsyncBody;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** A body that a client takes piece by piece, when it asks for the next. Thread-safe. */
final class StreamedBody implements AsyncBody, Response.Channel {

    private final Consumer<List<ByteBuffer>> consumer;
    private final SerialExecutor executor;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private final List<Runnable> onClose = new ArrayList<>();
    private long asked;
    private boolean ended;
    private boolean live;

    StreamedBody(Consumer<List<ByteBuffer>> consumer, SerialExecutor executor) {
        this.consumer = consumer;
        this.executor = executor;
    }

    void feed(Response response) {
        live = response.stream().isPresent();
        if (live) {
            response.stream().get().accept(this);
        } else {
            write(response.body());
            close();
        }
    }

    @Override
    public void write(byte[] bytes) {
        synchronized (this) {
            if (ended) {
                return;
            }
            if (bytes.length > 0) {
                pieces.add(bytes);
            }
        }
        pump();
    }

    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        pump();
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

    @Override
    public void consume() {
        synchronized (this) {
            asked++;
        }
        pump();
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void cancel() {
        List<Runnable> actions;
        synchronized (this) {
            ended = true;
            pieces.clear();
            actions = List.copyOf(onClose);
            onClose.clear();
        }
        actions.forEach(Runnable::run);
        done.cancel(false);
    }

    private void pump() {
        if (live) {
            executor.execute(this::deliver);
        } else {
            deliver();
        }
    }

    private void deliver() {
        while (true) {
            byte[] piece;
            synchronized (this) {
                if (asked == 0) {
                    return;
                }
                piece = pieces.poll();
                if (piece == null && !ended) {
                    return;
                }
                if (piece != null) {
                    asked--;
                }
            }
            if (piece == null) {
                done.complete(null);
                return;
            }
            try {
                consumer.consume(List.of(ByteBuffer.wrap(piece)), this);
            } catch (Exception e) {
                done.completeExceptionally(e);
                cancel();
                return;
            }
        }
    }
}
