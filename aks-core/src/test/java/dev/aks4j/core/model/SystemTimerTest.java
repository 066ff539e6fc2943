package dev.aks4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class SystemTimerTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final SystemTimer timer = new SystemTimer(System::nanoTime, HOUR);
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @Test
    void anEarlierTaskOvertakesALaterOne() throws Exception {
        timer.after(0, () -> {
            timer.after(2 * MILLI, () -> ran.add("later"));
            timer.after(MILLI, () -> ran.add("earlier"));
        });
        assertThat(List.of(next(), next())).containsExactly("earlier", "later");
    }

    @Test
    void aTaskThatFailsStopsNoOther() throws Exception {
        timer.after(0, () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> ran.add(failure.getMessage()));
            throw new IllegalStateException("broken");
        });
        timer.after(MILLI, () -> ran.add("next"));
        assertThat(List.of(next(), next())).containsExactly("broken", "next");
    }

    /** Each request used to wake the timer's thread twice, which cost a read more than all of its own work. */
    @Test
    void limitsThatAreSetAndCalledOffDoNotWakeTheThread() {
        timer.after(HOUR, () -> ran.add("limit")).cancel();
        until(sleeps -> sleeps == 1);
        for (int i = 0; i < 100; i++) {
            timer.after(2 * HOUR, () -> ran.add("limit")).cancel();
        }
        timer.after(HOUR / 2, () -> ran.add("sooner"));
        until(sleeps -> sleeps >= 2);
        assertThat(timer.sleeps()).isEqualTo(2);
        assertThat(ran).isEmpty();
    }

    @Test
    void beginsAnewAfterItEndedForLackOfWork() throws Exception {
        SystemTimer brief = new SystemTimer(System::nanoTime, MILLI);
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        brief.after(0, () -> threads.add(Thread.currentThread()));
        Thread first = threads.take();
        first.join();
        brief.after(0, () -> threads.add(Thread.currentThread()));
        assertThat(threads.take()).isNotSameAs(first);
    }

    private String next() throws InterruptedException {
        return String.valueOf(ran.poll(10, TimeUnit.MINUTES));
    }

    private void until(LongPredicate condition) {
        while (!condition.test(timer.sleeps())) {
            Thread.onSpinWait();
        }
    }
}
