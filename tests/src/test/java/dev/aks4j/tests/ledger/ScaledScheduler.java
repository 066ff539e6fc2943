package dev.aks4j.tests.ledger;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * The machine's time, faster, for processes that work on one simulator.
 *
 * @param real the machine's time
 * @param from when both were the same
 * @param scale how much faster
 */
record ScaledScheduler(Scheduler real, Instant from, int scale) implements Scheduler {

    @Override
    public Instant now() {
        return from.plus(Duration.between(from, real.now()).multipliedBy(scale));
    }

    @Override
    public Duration elapsed() {
        return real.elapsed().multipliedBy(scale);
    }

    @Override
    public Executor executor() {
        return real.executor();
    }

    @Override
    public Executor blocking() {
        return real.blocking();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return real.after(delay.dividedBy(scale), task);
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        // What is not Azure's is not faster: a process that starts, a database, this machine.
        return real.await(stage, atMost.dividedBy(scale).plusSeconds(20));
    }
}
