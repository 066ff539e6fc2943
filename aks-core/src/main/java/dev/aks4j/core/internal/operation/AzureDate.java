package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.arm.RetryAfter;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;

/**
 * The date by Azure's clock, by which resources tell when they were made: as answers told it last, and from there by the
 * clock that nobody sets. Our own date, which may be wrong by hours, counts only until the first answer. Thread-safe.
 */
final class AzureDate {

    /** A date that was told, and when by the clock that nobody sets. */
    private record Told(Instant date, Duration at) {}

    private final Scheduler scheduler;
    private volatile Told last;

    AzureDate(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.last = new Told(scheduler.now(), scheduler.elapsed());
    }

    /** Learns from an answer; one without a date changes nothing. */
    void hear(ArmResponse answer) {
        answer.header("Date").flatMap(RetryAfter::date).ifPresent(date -> last = new Told(date, scheduler.elapsed()));
    }

    Instant now() {
        Told told = last;
        return told.date().plus(scheduler.elapsed().minus(told.at()));
    }
}
