package dev.aks4j.core;

import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Clients of many subscriptions and tenants. They share threads and connections, the ledger, and for each credential its
 * tokens; Azure's limits are kept apart, because Azure counts them by subscription: one that is throttled holds up no
 * other. Make one and keep it for as long as the program runs. Thread-safe.
 *
 * <pre>{@code
 * try (AksClients clients = AksClients.builder().credential(AksCredential.standard()).ledger(ledger).build()) {
 *     Aks prod = clients.of(prodSubscription);
 *     Aks customer = clients.of(theirSubscription, AksCredential.clientSecret(theirTenant, clientId, secret));
 * }
 * }</pre>
 *
 * <p>Runs are found by {@link dev.aks4j.core.plan.run.Runs#list} of any of the clients, and each client takes up those of
 * its own subscription.
 */
public final class AksClients implements AutoCloseable {

    private final Builder settings;
    private final Map<String, Aks> clients = new LinkedHashMap<>();
    private final Map<AksCredential, Tokens> tokens = new IdentityHashMap<>();
    private final Map<String, AksCredential> credentials = new LinkedHashMap<>();
    private boolean closed;

    private AksClients(Builder settings) {
        this.settings = settings;
    }

    /** Starts clients. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the client of a subscription, on the credential that all share. Made when it is asked for first.
     *
     * @param subscriptionId the subscription's GUID
     * @throws AksException if it is none, if these clients are closed, or if the subscription has another credential
     */
    public Aks of(String subscriptionId) {
        String key = subscriptionId.toLowerCase(Locale.ROOT);
        synchronized (this) {
            Aks known = clients.get(key);
            if (known != null && !closed) {
                return known;
            }
        }
        return of(subscriptionId, settings.credential);
    }

    /**
     * Returns the client of a subscription on a credential of its own, for example of another tenant. Subscriptions with the
     * same credential object share its tokens.
     *
     * @throws AksException if the id is no GUID, if these clients are closed, or if the subscription has another credential
     */
    public synchronized Aks of(String subscriptionId, AksCredential credential) {
        Objects.requireNonNull(credential);
        if (closed) {
            throw new AksException("These clients are closed. Make new ones, or close them later.");
        }
        String key = subscriptionId.toLowerCase(Locale.ROOT);
        Aks known = clients.get(key);
        if (known != null) {
            if (credentials.get(key) != credential) {
                throw new AksException(
                        "Subscription " + subscriptionId + " has a client with another credential already."
                                + " Pass the same credential object, or make other AksClients.");
            }
            return known;
        }
        Transport transport = settings.transport;
        Tokens shared = tokens.computeIfAbsent(
                credential, one -> Tokens.of(one, settings.cloud, transport.entra(), transport.scheduler()));
        Aks made = settings.each
                .apply(Aks.builder(subscriptionId)
                        .cloud(settings.cloud)
                        .transport(transport)
                        .ledger(settings.ledger)
                        .credential(credential))
                .tokens(shared)
                .build();
        clients.put(key, made);
        credentials.put(key, credential);
        return made;
    }

    /** Returns the clients that were made, in that order. */
    public synchronized Collection<Aks> all() {
        return List.copyOf(clients.values());
    }

    /** Closes every client; see {@link Aks#close()}. Ledger and transport belong to the caller. */
    @Override
    public void close() {
        List<Aks> open;
        synchronized (this) {
            closed = true;
            open = new ArrayList<>(clients.values());
        }
        open.forEach(Aks::close);
    }

    /** Returns how many subscriptions there are; never a credential. */
    @Override
    public synchronized String toString() {
        return "AksClients of " + clients.size() + " subscriptions (" + settings.cloud.name() + ")";
    }

    /** Builds {@link AksClients}. Not thread-safe. */
    public static final class Builder {

        private AksCredential credential = AksCredential.standard();
        private AzureCloud cloud = AzureCloud.PUBLIC;
        private Transport transport = Transport.standard();
        private Ledger ledger = new MemoryLedger();
        private UnaryOperator<Aks.Builder> each = builder -> builder;

        private Builder() {}

        /** Sets who the requests come from where a subscription has no other. Default: {@link AksCredential#standard()}. */
        public Builder credential(AksCredential value) {
            credential = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the cloud. Default: {@link AzureCloud#PUBLIC}. */
        public Builder cloud(AzureCloud value) {
            cloud = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the ways out of the process, which all clients share. Default: the JDK's HTTP client. */
        public Builder transport(Transport value) {
            transport = Objects.requireNonNull(value);
            return this;
        }

        /** Sets where the runs of all clients are written down; the caller closes it. Default: in memory. */
        public Builder ledger(Ledger value) {
            ledger = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Sets what else is set on every client.
         *
         * <pre>{@code clients.each(aks -> aks.listener(AksMetrics.on(registry))) }</pre>
         */
        public Builder each(UnaryOperator<Aks.Builder> more) {
            each = Objects.requireNonNull(more);
            return this;
        }

        /** Builds the clients. Sends nothing. */
        public AksClients build() {
            return new AksClients(this);
        }
    }
}
