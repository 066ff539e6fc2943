package dev.aks4j.core.arm;

import dev.aks4j.core.internal.arm.NoRequestListener;
import java.time.Duration;
import java.time.Instant;

/** Hears of requests as they go over the wire, repetitions included. Called from many threads; must not block. */
public interface RequestListener {

    /** Hears that a request was answered, or that no answer came. */
    void exchanged(Exchange exchange);

    /**
     * Hears the same, with what tells this request from others. Default: {@link #exchanged(Exchange)}.
     *
     * @param origin which request it was; not for metrics, because every one is another
     */
    default void exchanged(Exchange exchange, Origin origin) {
        exchanged(exchange);
    }

    /**
     * Hears that a request has waited for one of Azure's limits.
     *
     * @param limit the sort of limit, for example {@code PUT ManagedCluster}
     * @param waited how long
     */
    void waited(String limit, Duration waited);

    /**
     * One request on the wire. Immutable.
     *
     * @param method the verb, upper case
     * @param type the type of resource, for example {@code microsoft.containerservice/managedclusters}, lower case;
     *     {@code other} if the path names none
     * @param status the HTTP status; 0 if no answer came
     * @param took from the moment it left to the whole answer
     */
    record Exchange(String method, String type, int status, Duration took) {}

    /**
     * Which request it was. Immutable.
     *
     * @param path its path, without the query, which may be signed
     * @param at when it left
     * @param requestId Azure's {@code x-ms-request-id}; empty if there is none
     * @param correlationId Azure's {@code x-ms-correlation-request-id}; empty if there is none
     */
    record Origin(String path, Instant at, String requestId, String correlationId) {}

    /** Returns a listener that hears nothing. */
    static RequestListener none() {
        return NoRequestListener.INSTANCE;
    }
}
