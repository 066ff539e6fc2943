package dev.aks4j.spring;

import dev.aks4j.core.Aks;
import dev.aks4j.core.AksClients;
import dev.aks4j.core.auth.AksCredential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The clients of the subscriptions that the configuration names. Thread-safe. */
final class SubscriptionNames {

    private final Map<String, AksProperties.Subscription> subscriptions;
    private final boolean shared;
    private final Map<String, AksCredential> credentials = new LinkedHashMap<>();

    /**
     * Creates it.
     *
     * @param shared whether the application has a credential of its own, which all subscriptions then use
     */
    SubscriptionNames(Map<String, AksProperties.Subscription> subscriptions, boolean shared) {
        this.subscriptions = new TreeMap<>(subscriptions);
        this.shared = shared;
    }

    Aks client(AksClients clients, String name) {
        AksProperties.Subscription subscription = subscriptions.get(name);
        if (shared || subscription.clientId().isEmpty()) {
            return clients.of(subscription.id());
        }
        return clients.of(subscription.id(), credential(subscription));
    }

    /** Subscriptions with the same client share its tokens. */
    private synchronized AksCredential credential(AksProperties.Subscription of) {
        return credentials.computeIfAbsent(
                of.tenantId() + " " + of.clientId(),
                key -> AksCredential.clientSecret(of.tenantId(), of.clientId(), of.clientSecret()));
    }

    Map<String, Aks> all(AksClients clients) {
        Map<String, Aks> all = new LinkedHashMap<>();
        subscriptions.keySet().forEach(name -> all.put(name, client(clients, name)));
        return all;
    }
}
