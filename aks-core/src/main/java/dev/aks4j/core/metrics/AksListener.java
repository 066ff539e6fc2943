package dev.aks4j.core.metrics;

import dev.aks4j.core.arm.PacingListener;
import dev.aks4j.core.arm.RequestListener;
import dev.aks4j.core.operation.OperationListener;
import dev.aks4j.core.plan.run.RunListener;
import java.util.List;

/**
 * Hears of everything that a client does: queues, requests, operations, runs. {@link AksMetrics} is one, for Micrometer; a
 * program with another metrics library writes its own. Called from many threads; must not block. What it throws is logged
 * and changes nothing.
 */
public interface AksListener extends PacingListener, RequestListener, OperationListener, RunListener {

    /** Returns a listener that tells all of these; what one of them throws is logged, and the others are told. */
    static AksListener all(AksListener... listeners) {
        return new AllListeners(List.of(listeners));
    }
}
