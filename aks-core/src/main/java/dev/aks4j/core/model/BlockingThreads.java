package dev.aks4j.core.model;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for tasks that may block, so that none waits for another: a virtual thread for each where the JDK has them and
 * blocking costs no other (24 and later), otherwise a thread for each that is kept for a while.
 */
final class BlockingThreads {

    /** Before 24 (JEP 491) whoever blocks in a synchronized block holds up one of the few threads that carry all others. */
    private static final int FIRST = 24;

    private BlockingThreads() {}

    static Executor executor(String name, Duration idle) {
        return virtual(name).orElseGet(() -> platform(name, idle));
    }

    /** The class files are for 17, which knows no virtual threads, so they are reached by their names. */
    static Optional<Executor> virtual(String name) {
        if (Runtime.version().feature() < FIRST) {
            return Optional.empty();
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
            ThreadFactory factory = (ThreadFactory) type.getMethod("factory").invoke(named);
            return Optional.of((Executor) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory));
        } catch (NoSuchMethodException
                | ClassNotFoundException
                | IllegalAccessException
                | InvocationTargetException notThere) {
            // Then threads of the usual sort do it.
            return Optional.empty();
        }
    }

    static Executor platform(String name, Duration idle) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, idle.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
