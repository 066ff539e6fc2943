package dev.aks4j.simulated.time;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What is going to happen, in order of time and then of arrival. Not thread-safe: its owner holds a lock. */
final class EventQueue {

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::due).thenComparingLong(Event::number));
    private long arrivals;
    private int tasks;

    /** Adds something that happens. */
    Event add(Instant due, Runnable task) {
        tasks++;
        return enqueue(new Event(due, arrivals++, task, false));
    }

    /** Adds the end of somebody's patience: time stops there, but nothing happens. */
    Event addDeadline(Instant due) {
        return enqueue(new Event(due, arrivals++, () -> {}, true));
    }

    private Event enqueue(Event event) {
        events.add(event);
        return event;
    }

    void remove(Event event) {
        if (events.remove(event) && !event.deadline()) {
            tasks--;
        }
    }

    /** Tells whether nothing but deadlines is left. */
    boolean idle() {
        return tasks == 0;
    }

    Optional<Event> poll() {
        Event event = events.poll();
        if (event != null && !event.deadline()) {
            tasks--;
        }
        return Optional.ofNullable(event);
    }

    Optional<Event> peek() {
        return Optional.ofNullable(events.peek());
    }

    /** One entry; two entries are never equal. */
    static final class Event {
        private final Instant due;
        private final long number;
        private final Runnable task;
        private final boolean deadline;

        private Event(Instant due, long number, Runnable task, boolean deadline) {
            this.due = due;
            this.number = number;
            this.task = task;
            this.deadline = deadline;
        }

        Instant due() {
            return due;
        }

        long number() {
            return number;
        }

        Runnable task() {
            return task;
        }

        boolean deadline() {
            return deadline;
        }
    }
}
