package dev.aks4j.temporal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.aks4j.core.model.Experimental;
import dev.aks4j.core.model.ResourceId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** One cluster of a fleet. Immutable and thread-safe. */
@Experimental
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class FleetMember {

    private String cluster = "";
    private Map<String, String> labels = Map.of();

    private FleetMember() {}

    /**
     * Returns a member.
     *
     * @param cluster the cluster's whole id, with its subscription
     * @param labels what waves choose it by
     */
    public static FleetMember of(ResourceId cluster, Map<String, String> labels) {
        cluster.subscriptionId()
                .orElseThrow(() -> new IllegalArgumentException("The id " + cluster
                        + " names no subscription. Add it with inSubscription(...), because a fleet lies in many."));
        FleetMember member = new FleetMember();
        member.cluster = cluster.toString();
        member.labels = Map.copyOf(labels);
        return member;
    }

    /** Returns the cluster's id. */
    public ResourceId cluster() {
        return ResourceId.parse(cluster);
    }

    /** Returns the subscription. */
    public String subscriptionId() {
        return cluster().subscriptionId().orElseThrow();
    }

    /** Returns the labels. */
    public Map<String, String> labels() {
        return Map.copyOf(labels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FleetMember same && same.cluster.equalsIgnoreCase(cluster);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cluster.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return cluster;
    }
}
