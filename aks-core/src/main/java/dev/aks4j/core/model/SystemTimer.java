package dev.aks4j.core.model;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Runs tasks at their times, on one daemon thread that ends when it is idle. Each request sets limits and calls them off as
 * soon as its answer is there; so a task that is called off wakes nobody, and neither does one that is due after the thread
 * wakes anyway. Thread-safe.
 */
final class SystemTimer {

    /** No task is due later than this from now, so that times compare by their difference. */
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final LongSupplier clock;
    private final long idle;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition earlier = lock.newCondition();
    private final TimerQueue queue = new TimerQueue();
    private Thread thread;
    private boolean asleep;
    private long wakesAt;
    private long sleeps;

    /**
     * Creates a timer.
     *
     * @param clock gives nanoseconds that never go back
     * @param idle for how many nanoseconds the thread waits for work before it ends
     */
    SystemTimer(LongSupplier clock, long idle) {
        this.clock = clock;
        this.idle = idle;
    }

    Scheduler.Cancellable after(long nanos, Runnable task) {
        Due due = new Due(clock.getAsLong() + Math.min(nanos, LONGEST), task);
        lock.lock();
        try {
            queue.add(due);
            if (thread == null) {
                thread = new Thread(this::run, "aks4j-timer");
                thread.setDaemon(true);
                thread.start();
            } else if (asleep && due.due() - wakesAt < 0) {
                wakesAt = due.due();
                earlier.signal();
            }
        } finally {
            lock.unlock();
        }
        return due;
    }

    /** Returns how often the thread went to sleep. */
    long sleeps() {
        lock.lock();
        try {
            return sleeps;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (true) {
                boolean wasIdle = queue.isEmpty();
                long left = wasIdle ? idle : queue.first().due() - clock.getAsLong();
                if (left <= 0) {
                    Due next = (Due) queue.first();
                    queue.remove(next);
                    lock.unlock();
                    try {
                        next.run();
                    } finally {
                        lock.lock();
                    }
                } else if (sleep(left) <= 0 && wasIdle && queue.isEmpty()) {
                    return;
                }
            }
        } finally {
            thread = null;
            lock.unlock();
        }
    }

    /** Sleeps until the time is over, or until a task comes that is due before. */
    private long sleep(long nanos) {
        asleep = true;
        sleeps++;
        wakesAt = clock.getAsLong() + nanos;
        try {
            return earlier.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // Nobody stops this thread; its timers are needed.
            return nanos;
        } finally {
            asleep = false;
        }
    }

    /** A task with its time. */
    private final class Due extends TimerQueue.Task implements Scheduler.Cancellable {
        private Runnable task;

        Due(long due, Runnable task) {
            super(due);
            this.task = task;
        }

        /** A task that fails is told to whoever hears of uncaught failures, and stops no other. */
        private void run() {
            try {
                task.run();
            } catch (Throwable failure) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, failure);
            }
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                if (queue.remove(this)) {
                    task = null;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
