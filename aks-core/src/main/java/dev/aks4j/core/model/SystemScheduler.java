package dev.aks4j.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The system's clock, one timer thread, at most three workers, and threads for what may block: virtual ones where the JDK
 * has them. All are daemons that end when idle. Thread-safe.
 */
final class SystemScheduler implements Scheduler {

    private static final int WORKERS = 3;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static final long ORIGIN = System.nanoTime();

    static final SystemScheduler INSTANCE = new SystemScheduler();

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemon("aks4j-timer"));
    private final ExecutorService workers;
    private final Executor blocking = BlockingThreads.executor("aks4j-blocking", IDLE);

    private SystemScheduler() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemon("aks4j-worker"));
        pool.allowCoreThreadTimeOut(true);
        workers = pool;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - ORIGIN);
    }

    @Override
    public Executor executor() {
        return workers;
    }

    @Override
    public Executor blocking() {
        return blocking;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        Future<?> scheduled = timer.schedule(() -> told(task), nanos(delay), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Runs a task so that its failure is told to the thread's handler; the executor would keep it to itself. */
    private static void told(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        return stage.toCompletableFuture().get(nanos(atMost), TimeUnit.NANOSECONDS);
    }

    /** What is negative is as soon as possible, and more than 292 years are as good as 292. */
    private static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    private static ThreadFactory daemon(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
