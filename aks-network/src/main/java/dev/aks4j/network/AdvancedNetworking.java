package dev.aks4j.network;

import java.util.Optional;

/**
 * Advanced Container Networking Services of a cluster: {@code networkProfile.advancedNetworking}. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * CniOverlay.builder()
 *     .dataplane(Dataplane.CILIUM)
 *     .advancedNetworking(acns -> acns.observability().fqdnPolicies())
 * }</pre>
 *
 * @param observability whether flows and metrics are collected
 * @param policies what network policies may look at besides addresses and ports; needs {@link Dataplane#CILIUM}
 * @param wireGuard whether traffic between nodes is encrypted; needs {@link Dataplane#CILIUM}
 * @param hostRouting whether packets go past the host's network stack; needs {@link Dataplane#CILIUM}
 */
public record AdvancedNetworking(
        boolean observability, Optional<Policies> policies, boolean wireGuard, boolean hostRouting) {

    /** What a network policy may look at besides addresses and ports. */
    public enum Policies {
        /** Domain names. */
        FQDN,
        /** Domain names, and requests of HTTP, gRPC and Kafka. */
        L7
    }

    /** Builds an {@link AdvancedNetworking}. Not thread-safe. */
    public static final class Builder {
        private boolean observability;
        private Optional<Policies> policies = Optional.empty();
        private boolean wireGuard;
        private boolean hostRouting;

        Builder() {}

        /** Collects flows and metrics. */
        public Builder observability() {
            observability = true;
            return this;
        }

        /** Lets network policies name domains. */
        public Builder fqdnPolicies() {
            policies = Optional.of(Policies.FQDN);
            return this;
        }

        /** Lets network policies name domains and requests. */
        public Builder l7Policies() {
            policies = Optional.of(Policies.L7);
            return this;
        }

        /** Encrypts pods' traffic between nodes with WireGuard. Kubernetes 1.33, Ubuntu 24.04 or Azure Linux 3. */
        public Builder wireGuard() {
            wireGuard = true;
            return this;
        }

        /**
         * Lets packets go past the network stack of the host, which costs less time (eBPF host routing). Kubernetes 1.33,
         * Ubuntu 24.04 or Azure Linux 3.
         */
        public Builder hostRouting() {
            hostRouting = true;
            return this;
        }

        AdvancedNetworking build() {
            return new AdvancedNetworking(observability, policies, wireGuard, hostRouting);
        }
    }
}
