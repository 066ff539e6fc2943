package dev.aks4j.identity;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The label and annotations by which a pod asks for the identity of its service account. They belong into the pod's template.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * PodIdentityKeys keys = PodIdentityKeys.builder().skipContainers("metrics").tokenExpiration(Duration.ofHours(2)).build();
 * new PodTemplateSpecBuilder().withNewMetadata().withLabels(keys.labels()).withAnnotations(keys.annotations())
 * }</pre>
 */
public final class PodIdentityKeys {

    private static final String PREFIX = "azure.workload.identity/";

    private final List<String> skipped;
    private final Optional<Duration> tokenExpiration;
    private final boolean bound;
    private final boolean proxy;
    private final Optional<Integer> proxyPort;

    private PodIdentityKeys(Builder builder) {
        this.skipped = List.copyOf(builder.skipped);
        this.tokenExpiration = Optional.ofNullable(builder.tokenExpiration);
        this.bound = builder.bound;
        this.proxy = builder.proxy;
        this.proxyPort = builder.proxyPort;
        InvalidSpecException.throwIfAny("pod identity", Rule.all(ServiceAccountRules.PODS, this));
    }

    /** Starts with the label alone: every container gets the token, for an hour. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the label. */
    public Map<String, String> labels() {
        return Map.of(ServiceAccountSpec.POD_LABEL, "true");
    }

    /** Returns the annotations; often none. */
    public Map<String, String> annotations() {
        Map<String, String> all = new LinkedHashMap<>();
        tokenExpiration.ifPresent(
                life -> all.put(PREFIX + "service-account-token-expiration", String.valueOf(life.toSeconds())));
        if (!skipped.isEmpty()) {
            all.put(PREFIX + "skip-containers", String.join(";", skipped));
        }
        if (proxy) {
            all.put(PREFIX + "inject-proxy-sidecar", "true");
        }
        proxyPort.ifPresent(port -> all.put(PREFIX + "proxy-sidecar-port", String.valueOf(port)));
        if (bound) {
            all.put(PREFIX + "use-identity-binding", "true");
        }
        return Map.copyOf(all);
    }

    /** Returns how long the token lives; empty for what the service account says. */
    public Optional<Duration> tokenExpiration() {
        return tokenExpiration;
    }

    List<String> skipped() {
        return skipped;
    }

    Optional<Integer> proxyPort() {
        return proxyPort;
    }

    @Override
    public String toString() {
        return labels() + " " + annotations();
    }

    /** Builds {@link PodIdentityKeys}. Not thread-safe. */
    public static final class Builder {
        private final List<String> skipped = new ArrayList<>();
        private Duration tokenExpiration;
        private boolean bound;
        private boolean proxy;
        private Optional<Integer> proxyPort = Optional.empty();

        private Builder() {}

        /** Leaves containers, init containers too, without the token. */
        public Builder skipContainers(String... names) {
            skipped.addAll(List.of(names));
            return this;
        }

        /** Sets how long the token lives, 1 to 24 hours; it wins over the service account's. */
        public Builder tokenExpiration(Duration life) {
            tokenExpiration = life;
            return this;
        }

        /** Signs in by an {@link IdentityBindingSpec} in place of a federated credential. */
        public Builder bound() {
            bound = true;
            return this;
        }

        /**
         * Adds a container that answers in the place of the machine's metadata service, for programs that know no federated
         * tokens; not for a pod in the node's network. It listens at port 8000.
         */
        public Builder proxySidecar() {
            proxy = true;
            return this;
        }

        /** Adds the container of {@link #proxySidecar()} at another port. */
        public Builder proxySidecar(int port) {
            proxy = true;
            proxyPort = Optional.of(port);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public PodIdentityKeys build() {
            return new PodIdentityKeys(this);
        }
    }
}
