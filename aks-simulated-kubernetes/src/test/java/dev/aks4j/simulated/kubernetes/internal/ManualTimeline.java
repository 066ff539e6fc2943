package dev.aks4j.simulated.kubernetes.internal;

import dev.aks4j.simulated.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A timeline that a test moves by hand. */
public final class ManualTimeline implements Timeline {

    private record Event(Instant due, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::due).thenComparing(Event::order));
    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private long order;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void after(Duration delay, Runnable event) {
        events.add(new Event(now.plus(delay), order++, event));
    }

    public synchronized void advance(Duration time) {
        Instant end = now.plus(time);
        while (!events.isEmpty() && !events.peek().due().isAfter(end)) {
            Event event = events.poll();
            now = event.due();
            event.action().run();
        }
        now = end;
    }
}
