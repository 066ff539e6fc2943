package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happens in a run, in a mailbox of its own: a listener that is slow, or never comes back, keeps no step waiting.
 * Thread-safe.
 */
final class RunNews {

    private static final Logger LOG = LoggerFactory.getLogger(RunNews.class);
    private static final Duration HEAR_AT_MOST = Duration.ofSeconds(5);

    private final RunContext context;
    private final String run;
    private final Mailbox ears;
    private final RunListeners listeners = new RunListeners();
    private final CompletableFuture<Void> heard = new CompletableFuture<>();

    RunNews(RunContext context, String run) {
        this.context = context;
        this.run = run;
        this.ears = new Mailbox(
                context.scheduler().blocking(), e -> LOG.warn("Telling the listeners of run {} failed.", run, e));
    }

    /** Lets somebody hear of the run's events from now on. */
    void listen(Consumer<RunEvent> listener) {
        ears.post(() -> listeners.add(listener));
    }

    /** Tells those who watch the run. */
    void happened(RunEvent event) {
        ears.post(() -> listeners.tell(event));
    }

    /** Tells the listener of all runs. */
    void tell(Consumer<RunListener> news) {
        ears.post(() -> {
            try {
                news.accept(context.listener());
            } catch (RuntimeException | Error e) {
                LOG.warn("A run listener failed; run {} goes on.", run, e);
            }
        });
    }

    /** Says that what was told up to here is the start. */
    void started() {
        ears.post(() -> heard.complete(null));
    }

    /** Returns the stage that completes when the listener has heard of the start. */
    CompletionStage<Void> heard() {
        return heard.copy();
    }

    /** Completes once the listeners have heard everything, and a moment later if one of them does not come back. */
    void whenHeard(Runnable completing) {
        Scheduler.Cancellable limit = context.scheduler()
                .after(HEAR_AT_MOST, () -> context.scheduler().blocking().execute(completing));
        ears.post(() -> {
            limit.cancel();
            completing.run();
        });
    }
}
