package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one listener what happens, in order, on threads where it may block, so that it holds up nobody but itself. A listener
 * that fails is logged. One that does not keep up misses what is too much. Where time is simulated it is told at once.
 * Thread-safe.
 */
public final class ListenerQueue {

    private static final Logger LOG = LoggerFactory.getLogger("dev.aks4j.listener");
    private static final int MOST = 10_000;

    private final String listener;
    private final Scheduler scheduler;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean telling;
    private boolean misses;

    /**
     * Makes one.
     *
     * @param listener what it is, for the log
     */
    public ListenerQueue(String listener, Scheduler scheduler) {
        this.listener = listener;
        this.scheduler = scheduler;
    }

    /** Calls the listener, now or as soon as it has heard what came before. */
    public void tell(Runnable news) {
        if (scheduler.movesOnlyWhileWaiting()) {
            call(news);
            return;
        }
        synchronized (waiting) {
            if (waiting.size() >= MOST) {
                if (!misses) {
                    LOG.warn("{} does not keep up: {} calls wait for it, and more are left out", listener, MOST);
                }
                misses = true;
                return;
            }
            waiting.add(news);
            if (telling) {
                return;
            }
            telling = true;
        }
        scheduler.blocking().execute(this::drain);
    }

    private void drain() {
        while (true) {
            Runnable next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    telling = false;
                    misses = false;
                    return;
                }
            }
            call(next);
        }
    }

    private void call(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("{} failed", listener, e);
        }
    }
}
