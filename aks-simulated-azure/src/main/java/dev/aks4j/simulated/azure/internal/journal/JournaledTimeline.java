package dev.aks4j.simulated.azure.internal.journal;

import dev.aks4j.simulated.time.SimulatedTime;
import dev.aks4j.simulated.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A timeline on which the same inputs at the same places have the same effects: its clock stands still while an input or
 * an event is at work, and events happen at the instant for which they are due, in order, also where the time below runs
 * by itself and is late. While inputs are carried out again it has no time below. Guarded by the simulator's lock.
 */
public final class JournaledTimeline implements Timeline {

    private record Event(Instant due, long number, Runnable action) {}

    private final SimulatedTime time;
    private final Timeline below;
    private final ReentrantLock lock;
    private final PriorityQueue<Event> pending =
            new PriorityQueue<>(Comparator.comparing(Event::due).thenComparingLong(Event::number));
    private Instant latest;
    private boolean again;
    private int depth;
    private long arrivals;
    private long happened;

    /** Makes a timeline on a time, for a simulator that has a lock. */
    public JournaledTimeline(SimulatedTime time, ReentrantLock lock) {
        this.time = time;
        this.below = time.timeline(lock);
        this.lock = lock;
        this.latest = below.now();
    }

    @Override
    public Instant now() {
        if (again || depth > 0 && lock.isHeldByCurrentThread()) {
            return latest;
        }
        return lock.isHeldByCurrentThread() ? later(below.now()) : below.now();
    }

    private Instant later(Instant instant) {
        return instant.isAfter(latest) ? instant : latest;
    }

    /** Returns how many events have happened. */
    public long happened() {
        return happened;
    }

    /** Returns how many events were added. */
    public long added() {
        return arrivals;
    }

    @Override
    public void after(Duration delay, Runnable action) {
        Instant begin = now();
        Event event = new Event(delay.isNegative() ? begin : begin.plus(delay), arrivals++, action);
        pending.add(event);
        if (!again) {
            schedule(event);
        }
    }

    @Override
    public void afterForCallers(Duration delay, Runnable action) {
        if (!again) {
            below.afterForCallers(delay, action);
        }
    }

    private void schedule(Event event) {
        Duration left = Duration.between(below.now(), event.due());
        below.after(left.isNegative() ? Duration.ZERO : left, this::next);
    }

    /** Virtual time brings each event at its place; time that runs by itself may be late, and out of order. */
    private void next() {
        if (time.movesOnlyWhileWaiting()) {
            happen();
        } else {
            catchUp();
        }
    }

    private void catchUp() {
        if (depth > 0 || time.movesOnlyWhileWaiting()) {
            return;
        }
        Instant now = below.now();
        while (!pending.isEmpty() && !pending.peek().due().isAfter(now)) {
            happen();
        }
    }

    private void happen() {
        Event event = pending.poll();
        if (event == null) {
            return;
        }
        latest = later(event.due());
        happened++;
        depth++;
        try {
            event.action().run();
        } finally {
            depth--;
        }
    }

    /** Lets an input happen now, after all that is due. */
    public <T> T input(Supplier<T> input) {
        if (depth == 0 && !again) {
            catchUp();
            latest = later(below.now());
        }
        depth++;
        try {
            return input.get();
        } finally {
            depth--;
        }
    }

    /** From now on only {@link #goTo} moves this timeline. */
    public void beginAgain(Instant start) {
        again = true;
        latest = start;
    }

    /** Lets events happen until there were so many, and then sets the clock. */
    public void goTo(Instant instant, long events) {
        while (happened < events && !pending.isEmpty()) {
            happen();
        }
        latest = later(instant);
    }

    /** Goes on by the time below, which brings what is pending. */
    public void goOn() {
        again = false;
        pending.stream()
                .sorted(Comparator.comparing(Event::due).thenComparingLong(Event::number))
                .toList()
                .forEach(this::schedule);
    }
}
