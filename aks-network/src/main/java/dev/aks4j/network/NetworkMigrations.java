package dev.aks4j.network;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which network settings of a running cluster can become which, as data. Everything that is not listed needs a new
 * cluster. Source: AKS docs, update-azure-cni, use-network-policies and egress-outboundtype, 2026-08.
 */
final class NetworkMigrations {

    /**
     * One way from a setting to another.
     *
     * @param from the value that is
     * @param to the value that can be
     * @param reason what it does, or what it asks for
     */
    record Migration(String from, String to, String reason) {}

    private static final String REIMAGE = "all pools are reimaged at once";

    /** Network models. */
    static final List<Migration> MODELS = List.of(
            new Migration(
                    CniModel.NODE_SUBNET.toString(),
                    CniModel.OVERLAY.toString(),
                    "one way; " + REIMAGE + "; no custom ip-masq-agent configuration may be left"),
            new Migration(
                    CniModel.POD_SUBNET.toString(),
                    CniModel.OVERLAY.toString(),
                    "one way; " + REIMAGE + "; no custom ip-masq-agent configuration may be left"),
            new Migration(
                    CniModel.KUBENET.toString(),
                    CniModel.OVERLAY.toString(),
                    "one way; " + REIMAGE + "; needs a user-assigned identity and no route table of your own"));

    /** Dataplanes. */
    static final List<Migration> DATAPLANES =
            List.of(new Migration("azure", "cilium", "one way; " + REIMAGE + "; no Windows pools"));

    /** Network policies, where the dataplane stays as it is. */
    static final List<Migration> POLICIES = List.of(
            new Migration("none", "azure", REIMAGE),
            new Migration("none", "calico", REIMAGE),
            new Migration("azure", "none", REIMAGE + "; policies stay and are no longer enforced"),
            new Migration("calico", "none", REIMAGE + "; policies stay and are no longer enforced"));

    /** Network policies, where the dataplane becomes cilium in the same plan. */
    static final List<Migration> POLICIES_WITH_CILIUM = Stream.of("none", "azure", "calico")
            .map(policy -> new Migration(policy, "cilium", "together with the dataplane"))
            .toList();

    private static final Map<String, Set<String>> OUTBOUND_MANAGED = Map.of(
            "loadbalancer", Set.of("managednatgateway", "managednatgatewayv2", "none", "block"),
            "managednatgateway", Set.of("managednatgatewayv2", "none", "block"),
            "managednatgatewayv2", Set.of(),
            "none", Set.of("loadbalancer", "managednatgateway", "managednatgatewayv2", "block"),
            "block", Set.of("loadbalancer", "managednatgateway", "managednatgatewayv2", "none"));

    private static final Set<String> OUTBOUND_OWN =
            Set.of("loadbalancer", "userassignednatgateway", "userdefinedrouting", "none");

    private NetworkMigrations() {}

    static Optional<Migration> find(List<Migration> ways, String from, String to) {
        return ways.stream()
                .filter(way -> way.from().equalsIgnoreCase(from) && way.to().equalsIgnoreCase(to))
                .findFirst();
    }

    /**
     * Returns whether one outbound type can become another.
     *
     * @param ownNetwork whether the cluster is in a virtual network of the user's
     */
    static boolean outbound(String from, String to, boolean ownNetwork) {
        String before = from.toLowerCase(Locale.ROOT);
        String after = to.toLowerCase(Locale.ROOT);
        return ownNetwork
                ? OUTBOUND_OWN.contains(before) && OUTBOUND_OWN.contains(after)
                : OUTBOUND_MANAGED.getOrDefault(before, Set.of()).contains(after);
    }
}
