package dev.aks4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The first test also guards against the order of static fields, which once left the scheduler without its limits. */
class SystemSchedulerTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final Scheduler scheduler = Scheduler.standard();

    @Test
    void runsALaterTaskOnADaemonThread() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        scheduler.after(
                Duration.ofMillis(1), () -> ran.complete(Thread.currentThread().isDaemon()));
        assertThat(scheduler.await(ran, LONG)).isTrue();
    }

    @Test
    void runsWorkOnADaemonThread() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        scheduler.executor().execute(() -> ran.complete(Thread.currentThread().isDaemon()));
        assertThat(scheduler.await(ran, LONG)).isTrue();
    }

    @Test
    void doesNotRunACanceledTask() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        // On the timer's own thread, so that the task cannot start before it is canceled.
        scheduler.after(Duration.ZERO, () -> {
            scheduler
                    .after(Duration.ofMillis(1), () -> first.complete("canceled"))
                    .cancel();
            scheduler.after(Duration.ofMillis(2), () -> first.complete("kept"));
        });
        assertThat(scheduler.await(first, LONG)).isEqualTo("kept");
    }

    @Test
    void stopsWaitingAtTheDeadlineAndHandsOutFailures() {
        CompletableFuture<String> never = new CompletableFuture<>();
        assertThatThrownBy(() -> scheduler.await(never, Duration.ZERO)).isInstanceOf(TimeoutException.class);
        never.completeExceptionally(new IllegalStateException("broken"));
        assertThatThrownBy(() -> scheduler.await(never, LONG))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
    }
}
