package dev.aks4j.core.metrics;

import dev.aks4j.core.arm.RequestListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Requests that were told before the step that they belong to: who tells of steps is another. Thread-safe. */
final class HeldRequests {

    private static final int MOST = 1_000;

    /** A request on the wire. */
    record Request(RequestListener.Exchange exchange, RequestListener.Origin origin) {}

    private final Deque<Request> held = new ArrayDeque<>();

    /** Holds one, and returns the oldest if there are too many. */
    synchronized Optional<Request> hold(Request request) {
        held.add(request);
        return held.size() > MOST ? Optional.of(held.remove()) : Optional.empty();
    }

    /** Takes out those that are meant. */
    synchronized List<Request> release(Predicate<RequestListener.Origin> meant) {
        List<Request> out = new ArrayList<>();
        for (Iterator<Request> all = held.iterator(); all.hasNext(); ) {
            Request one = all.next();
            if (meant.test(one.origin())) {
                out.add(one);
                all.remove();
            }
        }
        return out;
    }
}
