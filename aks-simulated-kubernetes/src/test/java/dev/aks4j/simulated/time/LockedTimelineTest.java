package dev.aks4j.simulated.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class LockedTimelineTest {

    @Test
    void whatCallersKeepOpenLastsByTheirClockHoweverFastTheSimulatorsIs() {
        Fast time = new Fast();
        Timeline timeline = new LockedTimeline(time, new ReentrantLock());

        timeline.after(Duration.ofSeconds(30), () -> {});
        timeline.afterForCallers(Duration.ofSeconds(30), () -> {});

        assertThat(time.delays).containsExactly(Duration.ofSeconds(30), Duration.ofMinutes(36));
    }

    @Test
    void inTimeThatStandsStillThereIsOneClock() {
        try (VirtualTime time = VirtualTime.startingAt(Instant.EPOCH)) {
            List<Instant> seen = new ArrayList<>();
            time.timeline(new ReentrantLock()).afterForCallers(Duration.ofSeconds(30), () -> seen.add(time.now()));
            time.advance(Duration.ofMinutes(1));
            assertThat(seen).containsExactly(Instant.EPOCH.plusSeconds(30));
        }
    }

    /** A time that runs 72 times as fast as its callers', and only writes down what it is asked for. */
    private static final class Fast implements SimulatedTime {

        private final List<Duration> delays = new ArrayList<>();

        @Override
        public double scale() {
            return 72;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration elapsed() {
            return Duration.ZERO;
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            delays.add(delay);
            return () -> {};
        }

        @Override
        public <T> T await(CompletionStage<T> stage, Duration atMost) {
            return stage.toCompletableFuture().join();
        }

        @Override
        public void advance(Duration duration) {}

        @Override
        public void close() {}
    }
}
