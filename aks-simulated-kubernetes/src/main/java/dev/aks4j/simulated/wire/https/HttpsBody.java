package dev.aks4j.simulated.wire.https;

import dev.aks4j.simulated.wire.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A body that is written by one thread and sent by another. Thread-safe. */
final class HttpsBody implements Response.Channel {

    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final List<Runnable> onClose = new ArrayList<>();
    private boolean closed;

    @Override
    public synchronized void write(byte[] bytes) {
        if (!closed && bytes.length > 0) {
            queue.add(bytes);
        }
    }

    @Override
    public void close() {
        queue.add(END);
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (this) {
            if (!closed) {
                onClose.add(action);
                return;
            }
        }
        action.run();
    }

    /** Sends what is written until the body ends or the client is gone. */
    void pump(OutputStream out) throws IOException {
        try (out) {
            out.flush();
            for (byte[] bytes = queue.take(); bytes != END; bytes = queue.take()) {
                out.write(bytes);
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed();
        }
    }

    private void closed() {
        List<Runnable> actions;
        synchronized (this) {
            closed = true;
            actions = List.copyOf(onClose);
        }
        actions.forEach(Runnable::run);
    }
}
