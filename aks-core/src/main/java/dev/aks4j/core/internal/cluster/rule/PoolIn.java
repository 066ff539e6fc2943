package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Json;

/**
 * A pool seen within its cluster, which is what pool rules look at. Immutable.
 *
 * @param cluster the cluster
 * @param pool the pool
 * @param profile what is declared for the pool, features included, as Azure's agent pool profile
 */
public record PoolIn(DeclaredCluster cluster, NodePoolSpec pool, Json profile) {

    /** Returns a pool within its cluster. */
    public static PoolIn of(DeclaredCluster cluster, NodePoolSpec pool) {
        return new PoolIn(cluster, pool, cluster.profile(pool));
    }

    /** Reports a problem of this pool; the place is completed with {@code pools} and the pool's name. */
    void report(Findings findings, String where, Object value, String what, String fix) {
        findings.report("pools." + pool.name() + "." + where, value, what, fix);
    }

    String text(String pointer) {
        return profile.at(pointer).asText();
    }

    boolean has(String pointer) {
        Json node = profile.at(pointer);
        return !node.isMissing() && !node.isNull();
    }

    boolean isTrue(String pointer) {
        return profile.at(pointer).asBoolean(false);
    }

    int number(String pointer) {
        return profile.at(pointer).asInt();
    }

    /** Reports a number that is there and lies outside its limits, or is no whole number. */
    void within(Findings findings, String where, String pointer, int least, int most, String unit) {
        Json value = profile.at(pointer);
        if (value.isMissing() || value.isNull()) {
            return;
        }
        if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
            String range = least + " to " + most + unit;
            report(findings, where, value.asText(), "is not a whole number from " + range, "Use " + range + ".");
        }
    }
}
