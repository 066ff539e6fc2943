package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.run.RunResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls a ledger where the library's blocking work is done, never on the caller's thread: a ledger may use what an
 * interrupted caller would break. The caller waits for the answer; an interrupt waits with it. Thread-safe.
 */
public final class LedgerDesk {

    private static final Duration AT_MOST = Duration.ofMinutes(1);
    private static final Duration HEAR_AT_MOST = Duration.ofSeconds(2);

    private final Scheduler scheduler;

    public LedgerDesk(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    public <T> T call(Supplier<T> work) {
        return call(waits -> work.get());
    }

    /**
     * Does work and waits for it.
     *
     * @param work is told whether the caller still waits
     */
    public <T> T call(Function<Supplier<Boolean>, T> work) {
        AtomicBoolean waits = new AtomicBoolean(true);
        CompletableFuture<T> done = new CompletableFuture<>();
        scheduler.blocking().execute(() -> {
            try {
                done.complete(work.apply(waits::get));
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return await(done, waits);
    }

    /** Waits a moment for a listener, so that whoever starts a run finds it counted; one that hangs is left behind. */
    public void hear(CompletionStage<Void> heard) {
        hear(heard, HEAR_AT_MOST);
    }

    /** Waits for something that is worth so long and no longer. */
    public void hear(CompletionStage<Void> heard, Duration atMost) {
        boolean interrupted = Thread.interrupted();
        try {
            scheduler.await(heard, atMost);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (TimeoutException | ExecutionException e) {
            // The run goes on; its listener is told when it comes back.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T await(CompletableFuture<T> done, AtomicBoolean waits) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return scheduler.await(done, AT_MOST);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            waits.set(false);
            throw new AksException("The ledger did not answer within " + RunResult.text(AT_MOST)
                    + ". Nothing was sent. See what it waits for, then try again.");
        } catch (ExecutionException e) {
            Throwable cause = Causes.of(e);
            if (cause instanceof RuntimeException known) {
                throw known;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new AksException("The ledger failed unexpectedly: " + cause + ". Nothing was sent.", cause);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
