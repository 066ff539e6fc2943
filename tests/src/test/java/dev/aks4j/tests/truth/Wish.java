package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.TruthWorld.GROUP;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.companion.MaintenanceKind;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule;
import dev.aks4j.core.cluster.companion.MaintenanceSpec;
import dev.aks4j.core.cluster.companion.ManagedNamespaceSpec;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.network.SubnetSpec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.testing.Property.Draw;
import dev.aks4j.tests.Jackson;
import dev.aks4j.tests.docs.CoverageCases;
import dev.aks4j.tests.docs.PoolCoverageCases;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What somebody wants of a cluster and what goes with it: which calls are made on the builders. Any two wishes can follow
 * each other in a chain. Immutable.
 */
record Wish(List<String> cluster, List<String> pool, List<String> others) {

    /** Calls that name what is not there, or what no cluster can become later, so that a chain would end with them. */
    static final Set<String> LEFT_OUT = Set.of(
            "builder(name, group)",
            "servicePrincipal(clientId, secret)",
            "diskEncryptionSet(id)",
            "edgeZone(name)",
            "dnsPrefix(prefix)",
            "nodeResourceGroup(name)",
            "fqdnSubdomain(name)",
            "cachedArtifacts(registry)",
            "linuxLogin(user, key)",
            "longTermSupport()",
            "identity(ControlPlaneIdentity.create().kubelet(id))");

    private static final List<String> LEFT_OUT_BEGINNINGS = List.of(
            "windows(",
            "apiServer(a -> a.private",
            "apiServer(a -> a.vnet",
            "network:",
            "access(",
            "gatewayPool(",
            "preset(",
            "nodeAutoProvisioning",
            "security(s -> s.keyVaultKms",
            "security(s -> s.encrypt");

    /** Calls whose resource is not there, sizes that need a quota of their own, and what only one call of its kind shows. */
    private static final List<String> POOL_LEFT_OUT = List.of(
            "pool: nodePublicIp(prefix)",
            "pool: proximityPlacementGroup",
            "pool: hostGroup",
            "pool: capacityReservationGroup",
            "pool: fromSnapshot",
            "pool: applicationSecurityGroups",
            "pool: gpu",
            "pool: kubernetesVersion",
            "pool: machines");

    private static final Map<String, Consumer<ClusterSpec.Builder>> CLUSTER = new LinkedHashMap<>();
    private static final Map<String, Consumer<UserPool.Builder>> POOL = new LinkedHashMap<>();

    static {
        CLUSTER.put("version 1.36", b -> b.kubernetesVersion("1.36"));
        CLUSTER.put("tier free", b -> b.tier(Tier.FREE));
        CLUSTER.put("channel none", b -> b.autoUpgrade(UpgradeChannel.NONE));
        CLUSTER.put("own identity", b -> b.identity(ControlPlaneIdentity.create()));
        CLUSTER.put("system identity", b -> b.identity(ControlPlaneIdentity.systemAssigned()));
        CLUSTER.put("ranges", b -> b.apiServer(a -> a.authorizedIpRanges("20.1.2.3/32", "20.1.2.4/32")));
        CLUSTER.put("ranges turned", b -> b.apiServer(a -> a.authorizedIpRanges("20.1.2.4/32", "20.1.2.3/32")));
        CLUSTER.put("tag A", b -> b.tag("team", "A"));
        CLUSTER.put("tag a", b -> b.tag("team", "a"));
        CoverageCases.calls().forEach((method, call) -> {
            if (!method.startsWith("pool: ") && !isLeftOut(method)) {
                CLUSTER.put(method, call);
            }
        });
        POOL.put("count 4", p -> p.count(4));
        POOL.put("autoscale 2-4", p -> p.autoscale(2, 4));
        POOL.put("autoscale 5-6", p -> p.autoscale(5, 6));
        POOL.put("surge 33%", p -> p.maxSurgePercent(33));
        POOL.put("label Tier", p -> p.label("Tier", "web"));
        POOL.put("label tier", p -> p.label("tier", "web"));
        POOL.put("taints", p -> p.taints("a=b:NoSchedule", "c=d:NoSchedule"));
        POOL.put("taints turned", p -> p.taints("c=d:NoSchedule", "a=b:NoSchedule"));
        POOL.put("zones", p -> p.zones(1, 2));
        POOL.put("zones turned", p -> p.zones(2, 1));
        POOL.put("30 pods", p -> p.maxPods(30));
        PoolCoverageCases.calls().forEach((method, call) -> {
            if (!isLeftOut(method)) {
                POOL.put(method, call);
            }
        });
    }

    static boolean isLeftOut(String method) {
        return LEFT_OUT.contains(method)
                || LEFT_OUT_BEGINNINGS.stream().anyMatch(method::startsWith)
                || POOL_LEFT_OUT.stream().anyMatch(method::startsWith);
    }

    private static final List<String> OTHERS = List.of(
            "network",
            "network: delegated",
            "network: endpoints",
            "network: two families",
            "window: weekly",
            "window: daily",
            "window: monthly",
            "window: weekly, frozen",
            "namespace",
            "namespace: limits",
            "identity",
            "identity: tagged");

    static Wish draw(Draw draw) {
        Wish wish = new Wish(
                draw.some(0, 2, List.copyOf(CLUSTER.keySet())),
                draw.some(0, 2, List.copyOf(POOL.keySet())),
                draw.some(0, 2, OTHERS));
        try {
            wish.build();
            return wish;
        } catch (InvalidSpecException notTogether) {
            return new Wish(first(wish.cluster), first(wish.pool), wish.others);
        }
    }

    private static List<String> first(List<String> calls) {
        return calls.subList(0, Math.min(1, calls.size()));
    }

    static Set<String> everyCall() {
        return Set.copyOf(new ArrayList<>(CLUSTER.keySet()) {
            private static final long serialVersionUID = 1L;

            {
                addAll(POOL.keySet());
            }
        });
    }

    private static ClusterSpec.Builder base(Consumer<UserPool.Builder> apps) {
        return ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> {
                    pool.vmSize("Standard_D4ds_v5");
                    apps.accept(pool);
                });
    }

    private ClusterSpec shop() {
        ClusterSpec.Builder builder =
                base(pool -> this.pool.forEach(call -> POOL.get(call).accept(pool)));
        cluster.forEach(call -> CLUSTER.get(call).accept(builder));
        return builder.build();
    }

    /** Builds the specs; the cluster comes second, after its group. */
    List<Spec> build() {
        ClusterSpec shop = shop();
        Map<String, Spec> specs = new LinkedHashMap<>();
        specs.put("group", GROUP);
        specs.put("cluster", shop);
        others.forEach(each -> specs.put(each.split(":")[0], other(each, shop)));
        return List.copyOf(specs.values());
    }

    private static Spec other(String what, ClusterSpec shop) {
        return switch (what) {
            case "network" -> network(nodes -> {});
            case "network: delegated" ->
                network(nodes -> nodes.delegation("Microsoft.ContainerInstance/containerGroups"));
            case "network: endpoints" -> network(nodes -> nodes.serviceEndpoints("Microsoft.Storage", "Microsoft.Sql"));
            case "network: two families" -> network(nodes -> nodes.ipv6("fd00:20::/64"));
            case "window: weekly" ->
                window(shop, MaintenanceSchedule.weekly(1, DayOfWeek.SATURDAY)).build();
            case "window: daily" ->
                window(shop, MaintenanceSchedule.daily(1))
                        .duration(Duration.ofHours(6))
                        .build();
            case "window: monthly" ->
                window(shop, MaintenanceSchedule.monthly(1, 3)).build();
            case "window: weekly, frozen" ->
                window(shop, MaintenanceSchedule.weekly(2, DayOfWeek.SUNDAY))
                        .notOn(LocalDate.parse("2027-03-01"), LocalDate.parse("2027-03-02"))
                        .build();
            case "namespace" ->
                ManagedNamespaceSpec.builder("team", shop).label("a", "b").build();
            case "namespace: limits" ->
                ManagedNamespaceSpec.builder("team", shop)
                        .label("A", "b")
                        .cpu("1", "2")
                        .memory("1Gi", "2Gi")
                        .build();
            case "identity" -> ManagedIdentitySpec.of("id-orders", GROUP);
            default ->
                ManagedIdentitySpec.builder("id-orders", GROUP).tag("cost", "1").build();
        };
    }

    private static MaintenanceSpec.Builder window(ClusterSpec shop, MaintenanceSchedule schedule) {
        return MaintenanceSpec.builder(shop, MaintenanceKind.NODE_OS_UPGRADES, schedule);
    }

    private static VirtualNetworkSpec network(Consumer<SubnetSpec.Builder> nodes) {
        return VirtualNetworkSpec.builder("vnet", GROUP)
                .addressSpace("10.20.0.0/16", "fd00:20::/48")
                .subnet("nodes", "10.20.0.0/22", nodes)
                .build();
    }

    /**
     * Returns what the wish says, resource by resource: what its documents have and those of builders without a call have
     * not, and what every wish says.
     */
    Map<Spec, Map<String, JsonNode>> said(String subscription) {
        Scope scope = new Scope(subscription, Instant.EPOCH, List.<Spec>of());
        Map<String, JsonNode> plain = Leaf.of(document(base(pool -> {}).build(), scope));
        Map<Spec, Map<String, JsonNode>> all = new LinkedHashMap<>();
        for (Spec spec : build()) {
            Map<String, JsonNode> said = new TreeMap<>(Leaf.of(document(spec, scope)));
            if (spec instanceof ClusterSpec) {
                said.entrySet()
                        .removeIf(each -> each.getValue().equals(plain.get(each.getKey())) || isDefault(each.getKey()));
                said.put(
                        "/properties/agentPoolProfiles/system/count",
                        plain.get("/properties/agentPoolProfiles/system/count"));
                said.put(
                        "/properties/kubernetesVersion",
                        Leaf.of(document(spec, scope)).get("/properties/kubernetesVersion"));
            }
            said.keySet().removeIf(each -> each.equals("/location") || each.endsWith("/name"));
            all.put(spec, said);
        }
        return all;
    }

    /** Defaults that follow from other calls. */
    private static boolean isDefault(String at) {
        return at.endsWith("skip-nodes-with-local-storage")
                || at.endsWith("apps/orchestratorVersion")
                || at.endsWith("system/orchestratorVersion");
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static JsonNode document(Spec spec, Scope scope) {
        ResourceKind<Spec> kind = (ResourceKind<Spec>) spec.kind();
        return Jackson.tree(((Write.Put) kind.create(spec, scope).get(0)).body());
    }
}
