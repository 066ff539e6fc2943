package dev.aks4j.spring;

import dev.aks4j.core.metrics.AksListener;
import java.util.List;
import java.util.Optional;

/** What hears of every client. */
record SubscriptionListener(AksListener listener) {

    static Optional<AksListener> combine(List<SubscriptionListener> all) {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(AksListener.all(
                        all.stream().map(SubscriptionListener::listener).toArray(AksListener[]::new)));
    }
}
