package dev.aks4j.simulated.kubernetes.client;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads, shared by the process, that deliver streams and end when idle; as many as listeners keep busy. */
final class StreamThreads {

    private static final Executor SHARED = make();

    private StreamThreads() {}

    static Executor shared() {
        return SHARED;
    }

    private static Executor make() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "simulator-stream-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
