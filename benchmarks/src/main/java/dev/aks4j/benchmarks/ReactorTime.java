package dev.aks4j.benchmarks;

import dev.aks4j.simulated.time.SimulatedTime;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Puts Reactor's timers on a simulator's clock, so that the Azure SDK's pauses between retries and polls pass in virtual
 * time, beside the simulator's own events. Holds for the whole process until it is closed. Thread-safe.
 */
final class ReactorTime implements AutoCloseable {

    private ReactorTime() {}

    static ReactorTime on(SimulatedTime time) {
        Schedulers.setFactory(new Schedulers.Factory() {
            @Override
            public Scheduler newParallel(int parallelism, ThreadFactory threads) {
                return new OnTime(time);
            }

            @Override
            public Scheduler newSingle(ThreadFactory threads) {
                return new OnTime(time);
            }

            @Override
            public Scheduler newBoundedElastic(int threads, int queue, ThreadFactory factory, int ttlSeconds) {
                return new OnTime(time);
            }
        });
        return new ReactorTime();
    }

    @Override
    public void close() {
        Schedulers.resetFactory();
    }

    /** A scheduler of Reactor without threads. */
    private record OnTime(SimulatedTime time) implements Scheduler {

        @Override
        public Disposable schedule(Runnable task) {
            return schedule(task, 0, TimeUnit.NANOSECONDS);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return time.after(duration(delay, unit), task)::cancel;
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long delay, long period, TimeUnit unit) {
            AtomicReference<Disposable> next = new AtomicReference<>(Disposables.disposed());
            Disposable stopped = Disposables.single();
            Runnable again = new Runnable() {
                @Override
                public void run() {
                    if (!stopped.isDisposed()) {
                        task.run();
                        next.set(schedule(this, period, unit));
                    }
                }
            };
            next.set(schedule(again, delay, unit));
            return () -> {
                stopped.dispose();
                next.get().dispose();
            };
        }

        @Override
        public long now(TimeUnit unit) {
            return unit.convert(time.now().toEpochMilli(), TimeUnit.MILLISECONDS);
        }

        @Override
        public Worker createWorker() {
            OnTime scheduler = this;
            Disposable.Composite tasks = Disposables.composite();
            return new Worker() {
                @Override
                public Disposable schedule(Runnable task) {
                    return kept(scheduler.schedule(task));
                }

                @Override
                public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
                    return kept(scheduler.schedule(task, delay, unit));
                }

                @Override
                public Disposable schedulePeriodically(Runnable task, long delay, long period, TimeUnit unit) {
                    return kept(scheduler.schedulePeriodically(task, delay, period, unit));
                }

                private Disposable kept(Disposable task) {
                    tasks.add(task);
                    return task;
                }

                @Override
                public void dispose() {
                    tasks.dispose();
                }

                @Override
                public boolean isDisposed() {
                    return tasks.isDisposed();
                }
            };
        }

        private static Duration duration(long amount, TimeUnit unit) {
            return Duration.of(amount, unit.toChronoUnit());
        }
    }
}
