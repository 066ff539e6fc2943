package dev.aks4j.core.arm;

import java.time.Duration;

/** Hears how many requests wait for one of Azure's limits. Called from many threads; must not block. */
@FunctionalInterface
public interface PacingListener {

    /** Hears that a queue has changed. */
    void queueChanged(Queue queue);

    /**
     * Requests that wait for one limit. Immutable.
     *
     * @param limit the limit, for example {@code PUT ManagedCluster shop}
     * @param kind the limit without names of resources, for example {@code PUT ManagedCluster}; of these there are few
     * @param scope what it belongs to; limits of one name differ by it
     * @param waiting how many requests wait
     * @param expectedWait how long a request that comes now would wait
     */
    record Queue(String limit, String kind, String scope, int waiting, Duration expectedWait) {}
}
