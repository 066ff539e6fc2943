package dev.aks4j.simulated.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    private final VirtualTime time = VirtualTime.startingAt(START, Duration.ofMillis(20));
    private final List<String> seen = new ArrayList<>();

    @Test
    void eventsHappenInOrderOfTimeAndThenOfArrival() {
        time.after(Duration.ofHours(2), () -> seen.add("third"));
        time.after(Duration.ofSeconds(1), () -> seen.add("first"));
        time.after(Duration.ofSeconds(1), () -> seen.add("second"));
        time.advance(Duration.ofHours(3));
        assertThat(seen).containsExactly("first", "second", "third");
        assertThat(time.now()).isEqualTo(START.plus(Duration.ofHours(3)));
    }

    @Test
    void waitingStopsAtTheInstantOfCompletion() throws Exception {
        CompletableFuture<String> done = new CompletableFuture<>();
        time.after(Duration.ofMinutes(4), () -> done.complete("cluster"));
        time.after(Duration.ofMinutes(9), () -> seen.add("later"));
        assertThat(time.await(done, Duration.ofHours(1))).isEqualTo("cluster");
        assertThat(time.now()).isEqualTo(START.plus(Duration.ofMinutes(4)));
        assertThat(seen).isEmpty();
    }

    @Test
    void aWaitHasADeadlineInSimulatedTime() {
        CompletableFuture<String> done = new CompletableFuture<>();
        time.after(Duration.ofMinutes(61), () -> done.complete("too late"));
        assertThatThrownBy(() -> time.await(done, Duration.ofHours(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("PT1H");
        assertThat(time.now()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(done).isNotDone();
    }

    @Test
    void aTaskMayWaitItself() throws Exception {
        CompletableFuture<String> inner = new CompletableFuture<>();
        CompletableFuture<String> outer = new CompletableFuture<>();
        time.after(Duration.ofMinutes(2), () -> inner.complete("inner"));
        time.executor().execute(() -> {
            try {
                outer.complete(time.await(inner, Duration.ofMinutes(5)) + " and outer");
            } catch (Exception e) {
                outer.completeExceptionally(e);
            }
        });
        assertThat(time.await(outer, Duration.ofMinutes(5))).isEqualTo("inner and outer");
    }

    @Test
    void severalThreadsMayWait() throws Exception {
        CompletableFuture<String> one = new CompletableFuture<>();
        CompletableFuture<String> two = new CompletableFuture<>();
        time.after(Duration.ofMinutes(1), () -> one.complete("one"));
        time.after(Duration.ofMinutes(2), () -> two.complete("two"));
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> {
            try {
                return time.await(two, Duration.ofHours(1));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(time.await(one, Duration.ofHours(1))).isEqualTo("one");
        assertThat(other.get()).isEqualTo("two");
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        time.after(Duration.ofSeconds(1), () -> seen.add("cancelled")).cancel();
        time.advance(Duration.ofSeconds(2));
        assertThat(seen).isEmpty();
    }

    @Test
    void whenNothingCanHappenAnyMoreTheWaitEndsWithAClearMessage() {
        assertThatThrownBy(() -> time.await(new CompletableFuture<>(), Duration.ofHours(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("Nothing is left that could happen");
    }

    @Test
    void anotherThreadMayCompleteWhatIsAwaited() throws Exception {
        VirtualTime patient = VirtualTime.startingAt(START);
        CompletableFuture<String> done = new CompletableFuture<>();
        new Thread(() -> done.complete("from outside")).start();
        assertThat(patient.await(done, Duration.ofHours(1))).isEqualTo("from outside");
    }

    @Test
    void aFailureIsTheCauseOfTheExecutionException() {
        assertThatThrownBy(() -> time.await(
                        CompletableFuture.failedFuture(new IllegalArgumentException("no")), Duration.ofHours(1)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timelineEventsRunUnderTheSimulatorsLock() {
        ReentrantLock lock = new ReentrantLock();
        time.timeline(lock).after(Duration.ofSeconds(1), () -> seen.add("held " + lock.isHeldByCurrentThread()));
        time.advance(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("held true");
    }
}
