package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.internal.cluster.api.ApiProperties;
import dev.aks4j.core.internal.cluster.api.Misfits;
import dev.aks4j.core.internal.cluster.api.Misfits.Kind;
import dev.aks4j.core.internal.cluster.api.Misfits.Misfit;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Set;

/**
 * What the API itself knows: Azure refuses a document with a property that the api-version does not have. Builders only
 * write what is there; {@code raw(...)} and features of others may write anything.
 */
public final class WireRules {

    /**
     * A cluster that is to be sent in a version.
     *
     * @param cluster the cluster
     * @param version the version that the client speaks
     */
    public record Sent(DeclaredCluster cluster, AksApiVersion version) {}

    private static final AzureError REFUSED = AzureError.answered(400, "UnmarshalError");
    private static final String SOURCE =
            "Azure/AKS issue 4060, 2024-01: since api-version 2024-01-01 unknown fields are"
                    + " refused; properties of 2025-09-01 to 2026-08-01 from azure-mgmt-containerservice 40.1.0 to 41.8.0";
    private static final String POOLS = "/properties/agentPoolProfiles[]";
    private static final ApiProperties CLUSTER = ApiProperties.of("managedClusters");

    static final Rule<DeclaredCluster> EXISTS = Rule.<DeclaredCluster>error(
                    "AKS-WIRE-001", "What is sent for a cluster is a property of some stable version of the API.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((cluster, findings) -> report(newest(cluster), Set.of(Kind.UNKNOWN), "raw", findings));

    static final Rule<DeclaredCluster> TYPE = Rule.<DeclaredCluster>error(
                    "AKS-WIRE-002", "What is sent for a cluster has the JSON type that Azure reads.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((cluster, findings) -> report(newest(cluster), Set.of(Kind.TYPE), "raw", findings));

    static final Rule<DeclaredCluster> WRITABLE = Rule.<DeclaredCluster>warning(
                    "AKS-WIRE-003", "What Azure fills in for a cluster is not sent, because Azure ignores it.")
            .source(SOURCE)
            .check((cluster, findings) -> report(newest(cluster), Set.of(Kind.READ_ONLY), "raw", findings));

    static final Rule<PoolIn> POOL_EXISTS = Rule.<PoolIn>error(
                    "AKS-WIRE-004", "What is sent for a pool is a property of some stable version of the API.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> report(newest(in), Set.of(Kind.UNKNOWN), where(in), findings));

    static final Rule<PoolIn> POOL_TYPE = Rule.<PoolIn>error(
                    "AKS-WIRE-005", "What is sent for a pool has the JSON type that Azure reads.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> report(newest(in), Set.of(Kind.TYPE), where(in), findings));

    static final Rule<PoolIn> POOL_WRITABLE = Rule.<PoolIn>warning(
                    "AKS-WIRE-006", "What Azure fills in for a pool is not sent, because Azure ignores it.")
            .source(SOURCE)
            .check((in, findings) -> report(newest(in), Set.of(Kind.READ_ONLY), where(in), findings));

    static final Rule<Sent> VERSION = Rule.<Sent>error(
                    "AKS-WIRE-007", "The api-version that a client is told to speak knows what a cluster declares.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((sent, findings) -> {
                Set<Kind> kinds = Set.of(Kind.NEWER, Kind.NEWER_VALUE);
                report(cluster(sent.cluster(), sent.version()), kinds, "apiVersion", findings);
                keyWithoutVersion(sent, findings);
                sent.cluster().pools().forEach(pool -> {
                    PoolIn in = PoolIn.of(sent.cluster(), pool);
                    report(pool(in, sent.version()), kinds, "pools." + pool.name() + ".apiVersion", findings);
                });
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(EXISTS, TYPE, WRITABLE);
    static final List<Rule<PoolIn>> POOL = List.of(POOL_EXISTS, POOL_TYPE, POOL_WRITABLE);

    /** The rule that a plan asks when it knows which version its client speaks. */
    public static final List<Rule<Sent>> SENT = List.of(VERSION);

    private WireRules() {}

    /** Returns what a version does not know of a cluster and its pools. */
    public static List<Problem> unknownTo(AksApiVersion version, DeclaredCluster cluster) {
        return version == AksApiVersion.NEWEST ? List.of() : Rule.all(SENT, new Sent(cluster, version));
    }

    /** What a value means can depend on the version too: a key of etcd without a version is the new way of encrypting. */
    private static void keyWithoutVersion(Sent sent, Findings findings) {
        String place = "/properties/securityProfile/azureKeyVaultKms/keyId";
        if (sent.cluster().text(place).matches("https://[^/]+/keys/[^/]+")
                && !sent.version().isAtLeast(AksApiVersion.V2026_07_01)) {
            findings.report(
                    "apiVersion",
                    place,
                    "has no version of the key, which api-version " + sent.version() + " needs",
                    "Take apiVersion(AksApiVersion.V2026_07_01) or newer, or name a version of the key.");
        }
    }

    private static List<Misfit> newest(DeclaredCluster cluster) {
        return cluster(cluster, AksApiVersion.NEWEST);
    }

    private static List<Misfit> newest(PoolIn in) {
        return pool(in, AksApiVersion.NEWEST);
    }

    private static List<Misfit> cluster(DeclaredCluster cluster, AksApiVersion version) {
        return Misfits.of(CLUSTER, "cluster", "", cluster.property(""), version);
    }

    private static List<Misfit> pool(PoolIn in, AksApiVersion version) {
        return Misfits.of(CLUSTER, "node pool", POOLS, in.profile(), version);
    }

    private static String where(PoolIn in) {
        return "pools." + in.pool().name() + ".raw";
    }

    private static void report(List<Misfit> misfits, Set<Kind> kinds, String where, Findings findings) {
        misfits.stream()
                .filter(misfit -> kinds.contains(misfit.kind()))
                .forEach(misfit -> findings.report(where, misfit.pointer(), misfit.what(), misfit.fix()));
    }
}
