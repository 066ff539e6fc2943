package dev.aks4j.tests.truth;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.EvictionPolicy;
import dev.aks4j.core.cluster.pool.SystemPool;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.LocalAccess;
import dev.aks4j.network.BringYourOwnCni;
import dev.aks4j.network.CniNodeSubnet;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.CniPodSubnet;
import dev.aks4j.network.Dataplane;
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
        private final List<Consumer<SystemPool.Builder>> system = new ArrayList<>();
        private boolean singleMachines;
        private boolean identified;

        private ClusterSpec build() {
            ClusterSpec.Builder builder = ClusterSpec.builder("shop", CoverageCases.GROUP)
                    .kubernetesVersion("1.35")
                    .systemPool("system", pool -> {
                        pool.vmSize("Standard_D4ds_v5").count(2);
                        system.forEach(call -> call.accept(pool));
                    })
                    .userPool("apps", pool -> {
                        if (!singleMachines) {
                            pool.vmSize("Standard_D4ds_v5");
                        }
                        apps.forEach(call -> call.accept(pool));
                    });
            if (identified) {
                builder.identity(ControlPlaneIdentity.create());
            }
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
            boolean machines = call.getKey().matches("pool: (autoscaledM|m)achines.*");
            part = part.say(call.getKey(), draft -> {
                draft.singleMachines |= machines;
                draft.identified |= call.getKey().matches("pool: (hostGroup|capacityReservation).*");
                draft.apps.add(call.getValue());
            });
        }
        for (var call : furtherOfClusters().entrySet()) {
            part = part.say(call.getKey(), draft -> draft.cluster.add(call.getValue()));
        }
        for (var call : furtherOfPools().entrySet()) {
            part = part.say(call.getKey(), draft -> draft.apps.add(call.getValue()));
        }
        ResourceId nodes = CoverageCases.VNET.id().child("subnets", "nodes");
        ResourceId pods = CoverageCases.VNET.id().child("subnets", "pods");
        return part.say("subnets pool by pool", draft -> {
                    draft.identified = true;
                    draft.system.add(p -> p.subnet(nodes));
                    draft.apps.add(p -> p.subnet(nodes));
                })
                .say("pod subnets pool by pool", draft -> {
                    draft.identified = true;
                    draft.system.add(p -> p.subnet(nodes).podSubnet(pods));
                    draft.apps.add(p -> p.subnet(nodes).podSubnet(pods));
                })
                .say("system pool autoscaled", draft -> draft.system.add(p -> p.autoscale(2, 3)))
                .say("system pool of 3", draft -> draft.system.add(p -> p.count(3)))
                .say("system pool alone", draft -> draft.system.add(p -> p.criticalAddonsOnly()))
                .without(LEFT_OUT);
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
        calls.put("policies", b -> b.addons(a -> a.azurePolicy()));
        calls.put("no policies", b -> b.addons(a -> a.withoutAddon("azurepolicy")));
        calls.put("any add-on", b -> b.addons(a -> a.addon("azurepolicy", Map.of("version", "v2"))));
        calls.put("confidential", b -> b.addons(a -> a.confidentialComputing()));
        calls.put("virtual nodes", b -> b.addons(a -> a.virtualNodes("spare")));
        calls.put(
                "application gateway",
                b -> b.addons(
                        a -> a.applicationGateway(CoverageCases.id("Microsoft.Network/applicationGateways", "g"))));
        calls.put("no gateway API", b -> b.addons(a -> a.withoutGatewayApi()));
        calls.put("no gateway of routing", b -> b.addons(a -> a.withoutAppRoutingGateway()));
        calls.put("internal mesh", b -> b.serviceMesh(m -> m.internalIngress()));
        calls.put(
                "proxy on",
                b -> b.httpProxy(p -> p.servers("http://p", "http://p").enabled()));
        calls.put("private without a zone", b -> b.apiServer(a -> a.privateClusterWithoutDnsZone()));
        calls.put("raw", b -> b.raw("/properties/azureMonitorProfile/metrics/enabled", true));
        calls.put("no pool win", b -> b.removedPool("win"));
        calls.put(
                "own identity without roles",
                b -> b.identity(ControlPlaneIdentity.create().withoutRoleAssignments()));
        calls.put(
                "layer 7",
                b -> b.identity(ControlPlaneIdentity.create())
                        .network(CniOverlay.builder()
                                .dataplane(Dataplane.CILIUM)
                                .advancedNetworking(n -> n.l7Policies())
                                .build()));
        calls.put(
                "networks around",
                b -> b.identity(ControlPlaneIdentity.create())
                        .network(CniOverlay.builder()
                                .nodeSubnet(CoverageCases.VNET.subnet("nodes"))
                                .loadBalancerSubnet(CoverageCases.VNET.subnet("system"))
                                .reservedAddresses(5)
                                .connectedNetworks("172.20.0.0/16")
                                .build()));
        calls.put(
                "pods of apps elsewhere",
                b -> b.identity(ControlPlaneIdentity.create())
                        .network(CniPodSubnet.builder(
                                        CoverageCases.VNET.subnet("nodes"), CoverageCases.VNET.subnet("pods"))
                                .podSubnet("apps", CoverageCases.VNET.subnet("pods"))
                                .build()));
        calls.put(
                "calico on kubenet",
                b -> b.network(
                        Kubenet.builder().podCidr("10.245.0.0/16").calico().build()));
        calls.put("kubenet", b -> b.network(Kubenet.builder().build()));
        calls.put("no plug-in", b -> b.network(BringYourOwnCni.builder().build()));
        calls.put(
                "two outbound addresses",
                b -> b.identity(ControlPlaneIdentity.create())
                        .network(CniOverlay.builder()
                                .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
                                .build()));
        calls.put(
                "node subnet, Azure's policies",
                b -> b.identity(ControlPlaneIdentity.create())
                        .network(CniNodeSubnet.builder()
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
        calls.put("labels", p -> p.labels(Map.of("a", "B", "c", "d")));
        calls.put("GPU by hand", p -> p.vmSize("Standard_NC24ads_A100_v4").unmanagedGpu());
        calls.put("no GPU driver", p -> p.vmSize("Standard_NC24ads_A100_v4").withoutGpuDriver());
        calls.put("SSH by Entra", p -> p.entraSsh());
        calls.put("local DNS off", p -> p.localDns(d -> d.disabled()));
        calls.put("local DNS preferred", p -> p.localDns(d -> d.preferred()));
        calls.put("local DNS required", p -> p.localDns(d -> d.required()));
        calls.put("raw of a pool", p -> p.raw("/nodeLabels", Map.of("raw", "yes")));
        calls.put("spot, deallocated", p -> p.spot(EvictionPolicy.DEALLOCATE, BigDecimal.TEN));
        return calls;
    }
}
