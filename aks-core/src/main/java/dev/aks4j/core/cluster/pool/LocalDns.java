package dev.aks4j.core.cluster.pool;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import java.time.Duration;
import java.util.function.Consumer;

/** DNS answered on each node. Not thread-safe; used while a pool is built. */
public final class LocalDns {

    private final ClusterDocument profile;

    LocalDns(ClusterDocument profile) {
        this.profile = profile;
        profile.set("/localDNSProfile/mode", "Required");
    }

    /**
     * Leaves it to Azure whether there is any: below Kubernetes 1.36 it installs nothing, and reimages every node all the
     * same. Without this it is required.
     */
    public LocalDns preferred() {
        profile.set("/localDNSProfile/mode", "Preferred");
        return this;
    }

    /** Makes it required, as it is without a word, so that a pool that is not fit for it is refused. */
    public LocalDns required() {
        profile.set("/localDNSProfile/mode", "Required");
        return this;
    }

    /** Switches it off. */
    public LocalDns disabled() {
        profile.set("/localDNSProfile/mode", "Disabled");
        return this;
    }

    /** Sets how queries for a zone are answered that come from pods with the virtual network's DNS. */
    public LocalDns vnetZone(String zone, Consumer<Zone> settings) {
        settings.accept(new Zone("/localDNSProfile/vnetDNSOverrides/" + ClusterDocument.escape(zone) + "/"));
        return this;
    }

    /** Sets how queries for a zone are answered that come from pods with the cluster's DNS. */
    public LocalDns clusterZone(String zone, Consumer<Zone> settings) {
        settings.accept(new Zone("/localDNSProfile/kubeDNSOverrides/" + ClusterDocument.escape(zone) + "/"));
        return this;
    }

    /** How queries for one zone are answered. Not thread-safe. */
    public final class Zone {
        private final String at;

        private Zone(String at) {
            this.at = at;
        }

        private Zone set(String name, Object value) {
            profile.set(at + name, value);
            return this;
        }

        /** Sets what is logged: {@code Error} or {@code Log} for every query. */
        public Zone queryLogging(String level) {
            return set("queryLogging", level);
        }

        /** Sets the protocol upstream: {@code PreferUDP} or {@code ForceTCP}. */
        public Zone protocol(String protocol) {
            return set("protocol", protocol);
        }

        /** Sets who is asked: {@code ClusterCoreDNS} or {@code VnetDNS}. */
        public Zone forwardDestination(String destination) {
            return set("forwardDestination", destination);
        }

        /** Sets in which order servers are asked: {@code Sequential}, {@code RoundRobin} or {@code Random}. */
        public Zone forwardPolicy(String policy) {
            return set("forwardPolicy", policy);
        }

        /** Sets how many queries may be under way. */
        public Zone maxConcurrent(int queries) {
            return set("maxConcurrent", queries);
        }

        /** Sets how long an answer is kept; whole seconds. */
        public Zone cacheFor(Duration time) {
            return set("cacheDurationInSeconds", time.toSeconds());
        }

        /** Sets whether and how long an answer is served past its time: {@code Verify}, {@code Immediate}, {@code Disable}. */
        public Zone serveStale(String policy, Duration time) {
            set("serveStale", policy);
            return set("serveStaleDurationInSeconds", time.toSeconds());
        }
    }
}
