package dev.aks4j.tests.truth;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.EvictionPolicy;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.LocalAccess;
import dev.aks4j.network.BringYourOwnCni;
import dev.aks4j.network.CniNodeSubnet;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.Kubenet;
import dev.aks4j.network.NetworkPolicy;
import dev.aks4j.network.Outbound;
import dev.aks4j.tests.docs.CoverageCases;
import dev.aks4j.tests.docs.PoolCoverageCases;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What can be said of a cluster and of its pools: every method of the coverage cases, and further values of some. */
final class ClusterWords {

    /** What a wish says of the cluster, and of the pool that every wish has. Mutable. */
    static final class Draft {
        private final List<Consumer<ClusterSpec.Builder>> cluster = new ArrayList<>();
        private final List<Consumer<UserPool.Builder>> apps = new ArrayList<>();

        private ClusterSpec build() {
            ClusterSpec.Builder builder = ClusterSpec.builder("shop", CoverageCases.GROUP)
                    .kubernetesVersion("1.35")
                    .systemPool(
                            "system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                    .userPool("apps", pool -> {
                        pool.vmSize("Standard_D4ds_v5");
                        apps.forEach(call -> call.accept(pool));
                    });
            cluster.forEach(call -> call.accept(builder));
            return builder.build();
        }
    }

    /** Methods that no chain can say, with the reason. */
    static final Map<String, String> LEFT_OUT = Map.of(
            "builder(name, group)", "says nothing",
            "pool: nodeImageVersion(image)", "goes back to an image that the pool had, which a new pool has not");

    static final Part<Draft> CLUSTER = cluster();

    private ClusterWords() {}

    private static Part<Draft> cluster() {
        Part<Draft> part = Part.of("cluster", none -> new Draft(), Draft::build);
        for (var call : CoverageCases.calls().entrySet()) {
            boolean ofApps = PoolCoverageCases.calls().containsKey(call.getKey());
            part = ofApps ? part : part.say(call.getKey(), draft -> draft.cluster.add(call.getValue()));
        }
        for (var call : PoolCoverageCases.calls().entrySet()) {
            part = part.say(call.getKey(), draft -> draft.apps.add(call.getValue()));
        }
        for (var call : furtherOfClusters().entrySet()) {
            part = part.say(call.getKey(), draft -> draft.cluster.add(call.getValue()));
        }
        for (var call : furtherOfPools().entrySet()) {
            part = part.say(call.getKey(), draft -> draft.apps.add(call.getValue()));
        }
        return part.without(LEFT_OUT);
    }

    private static Map<String, Consumer<ClusterSpec.Builder>> furtherOfClusters() {
        Map<String, Consumer<ClusterSpec.Builder>> calls = new LinkedHashMap<>();
        calls.put("version 1.36", b -> b.kubernetesVersion("1.36"));
        calls.put("tier free", b -> b.tier(Tier.FREE));
        calls.put("tier standard", b -> b.tier(Tier.STANDARD));
        calls.put("community support", b -> b.communitySupport());
        calls.put("channel none", b -> b.autoUpgrade(UpgradeChannel.NONE));
        calls.put("channel stable", b -> b.autoUpgrade(UpgradeChannel.STABLE));
        calls.put("system identity", b -> b.identity(ControlPlaneIdentity.systemAssigned()));
        calls.put("ranges", b -> b.apiServer(a -> a.authorizedIpRanges("20.1.2.3/32", "20.1.2.4/32")));
        calls.put("ranges turned", b -> b.apiServer(a -> a.authorizedIpRanges("20.1.2.4/32", "20.1.2.3/32")));
        calls.put("tag A", b -> b.tag("team", "A"));
        calls.put("tag a", b -> b.tag("team", "a"));
        calls.put("local access", b -> b.access(LocalAccess.create()));
        calls.put("system pool of 3", b -> b.tag("pools", "1"));
        calls.put("kubenet", b -> b.network(Kubenet.builder().build()));
        calls.put("no plug-in", b -> b.network(BringYourOwnCni.builder().build()));
        calls.put(
                "two outbound addresses",
                b -> b.network(CniOverlay.builder()
                        .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
                        .build()));
        calls.put(
                "node subnet, Azure's policies",
                b -> b.network(CniNodeSubnet.builder()
                        .networkPolicy(NetworkPolicy.AZURE)
                        .build()));
        return calls;
    }

    private static Map<String, Consumer<UserPool.Builder>> furtherOfPools() {
        Map<String, Consumer<UserPool.Builder>> calls = new LinkedHashMap<>();
        calls.put("count 4", p -> p.count(4));
        calls.put("autoscale 2-4", p -> p.autoscale(2, 4));
        calls.put("autoscale 5-6", p -> p.autoscale(5, 6));
        calls.put("surge 33%", p -> p.maxSurgePercent(33));
        calls.put("label Tier", p -> p.label("Tier", "web"));
        calls.put("label tier", p -> p.label("tier", "web"));
        calls.put("taints", p -> p.taints("a=b:NoSchedule", "c=d:NoSchedule"));
        calls.put("taints turned", p -> p.taints("c=d:NoSchedule", "a=b:NoSchedule"));
        calls.put("zones", p -> p.zones(1, 2));
        calls.put("zones turned", p -> p.zones(2, 1));
        calls.put("30 pods", p -> p.maxPods(30));
        calls.put("spot, deallocated", p -> p.spot(EvictionPolicy.DEALLOCATE, BigDecimal.TEN));
        return calls;
    }
}
