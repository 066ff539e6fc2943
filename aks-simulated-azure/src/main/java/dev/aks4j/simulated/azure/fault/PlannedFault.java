package dev.aks4j.simulated.azure.fault;

import dev.aks4j.simulated.wire.Request;
import java.util.Optional;

/** A fault and the requests it waits for. Thread-safe. */
final class PlannedFault {

    private final String requests;
    private final RequestPattern pattern;
    private final long first;
    private final long last;
    private final Fault fault;
    private long seen;

    PlannedFault(String requests, RequestPattern pattern, int first, int times, Fault fault) {
        this.requests = requests;
        this.pattern = pattern;
        this.first = first;
        this.last = (long) first + times - 1;
        this.fault = fault;
    }

    synchronized Optional<Fault> count(Request request) {
        if (!pattern.matches(request.method(), request.uri().getPath())) {
            return Optional.empty();
        }
        seen++;
        return seen >= first && seen <= last ? Optional.of(fault) : Optional.empty();
    }

    synchronized boolean spent() {
        return seen >= last;
    }

    synchronized boolean happened() {
        return seen >= first;
    }

    @Override
    public synchronized String toString() {
        return fault + " at request " + first + " of " + requests + ", of which there were " + seen;
    }
}
