package dev.aks4j.core.internal.plan.fence;

import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.testing.FakeScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/** The time of a process that can stand still: what becomes due meanwhile is done when it goes on. For one thread. */
final class StillScheduler implements Scheduler {

    private final FakeScheduler world;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int still;

    StillScheduler(FakeScheduler world) {
        this.world = world;
    }

    /** Lets the process stand still from now on, while the world goes on. */
    void stand() {
        still++;
    }

    /** Lets it go on. */
    void goOn() {
        still--;
        while (still == 0 && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private void gate(Runnable task) {
        if (still > 0 || !waiting.isEmpty()) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    @Override
    public Instant now() {
        return world.now();
    }

    @Override
    public Duration elapsed() {
        return world.elapsed();
    }

    @Override
    public Executor executor() {
        return task -> after(Duration.ZERO, task);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        boolean[] cancelled = {false};
        Cancellable timer = world.after(
                delay,
                () -> gate(() -> {
                    if (!cancelled[0]) {
                        task.run();
                    }
                }));
        return () -> {
            cancelled[0] = true;
            timer.cancel();
        };
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        return world.await(stage, atMost);
    }

    @Override
    public boolean movesOnlyWhileWaiting() {
        return true;
    }
}
