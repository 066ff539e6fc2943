package dev.aks4j.simulated.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WallTimeTest {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void simulatedHoursPassInRealMilliseconds() throws Exception {
        try (WallTime time = WallTime.startingAt(START, 3_600_000)) {
            CompletableFuture<String> done = new CompletableFuture<>();
            time.after(Duration.ofHours(1), () -> done.complete("an hour later"));
            assertThat(time.await(done, Duration.ofDays(300))).isEqualTo("an hour later");
            assertThat(time.now()).isAfterOrEqualTo(START.plus(Duration.ofHours(1)));
        }
    }

    @Test
    void aWaitEndsAtItsDeadline() {
        try (WallTime time = WallTime.startingAt(START, 3_600_000)) {
            assertThatThrownBy(() -> time.await(new CompletableFuture<>(), Duration.ofHours(1)))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void theScaleMustBeAboveZero() {
        assertThatThrownBy(() -> WallTime.startingAt(START, 0)).hasMessageContaining("above zero");
    }
}
