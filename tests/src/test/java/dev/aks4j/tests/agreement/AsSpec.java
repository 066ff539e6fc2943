package dev.aks4j.tests.agreement;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.NodePoolBuilder;
import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.pool.SystemPool;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.LocalAccess;
import dev.aks4j.network.BringYourOwnCni;
import dev.aks4j.network.CniNodeSubnet;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.Dataplane;
import dev.aks4j.network.Kubenet;
import dev.aks4j.network.NetworkBuilder;
import dev.aks4j.network.NetworkModel;
import dev.aks4j.network.NetworkPolicy;
import dev.aks4j.network.Outbound;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Writes a sketch with aks4j's builders; what their types do not let one say goes through the escape hatch. */
final class AsSpec {

    private AsSpec() {}

    static ClusterSpec cluster(Sketch sketch, Surroundings around) {
        ClusterSpec.Builder cluster = ClusterSpec.builder(sketch.name, Surroundings.GROUP)
                .tier(Tier.valueOf(sketch.tier.toUpperCase(Locale.ROOT)))
                .dnsPrefix(sketch.dnsPrefix)
                .network(network(sketch, around));
        if (sketch.version != null) {
            cluster.kubernetesVersion(sketch.version);
        }
        if (sketch.longTermSupport) {
            cluster.raw("/properties/supportPlan", "AKSLongTermSupport");
        }
        if (sketch.subnet != null) {
            cluster.identity(ControlPlaneIdentity.userAssigned(around.identity));
        }
        access(sketch, cluster);
        if (sketch.windowsLogin) {
            cluster.windows(windows -> windows.password(new SecretValue("windows")));
        }
        sketch.more.forEach((place, value) -> cluster.raw("/properties" + place, value));
        for (SketchedPool pool : sketch.pools) {
            if (pool.system) {
                cluster.systemPool(pool.name, builder -> system(pool, builder));
            } else {
                cluster.userPool(pool.name, builder -> user(pool, builder));
            }
        }
        return cluster.build();
    }

    private static void access(Sketch sketch, ClusterSpec.Builder cluster) {
        EntraAccess.Builder entra = EntraAccess.builder();
        if (sketch.azureRbac) {
            entra.azureRbac();
        }
        cluster.access(sketch.entra ? entra.build() : LocalAccess.create());
        if (sketch.localAccountsDisabled) {
            cluster.raw("/properties/disableLocalAccounts", true);
        }
        if (sketch.oidcIssuer != null) {
            cluster.raw("/properties/oidcIssuerProfile/enabled", sketch.oidcIssuer);
        }
        if (sketch.workloadIdentity) {
            cluster.raw("/properties/securityProfile/workloadIdentity/enabled", true);
        }
        if (!sketch.authorizedRanges.isEmpty()) {
            cluster.apiServer(api -> api.authorizedIpRanges(sketch.authorizedRanges.toArray(new String[0])));
        }
        if (sketch.privateCluster) {
            cluster.apiServer(api -> api.privateCluster());
        }
    }

    private static NetworkModel network(Sketch sketch, Surroundings around) {
        NetworkPolicy policy = sketch.policy == null
                ? null
                : Arrays.stream(NetworkPolicy.values())
                        .filter(each -> each.toString().equals(sketch.policy))
                        .findFirst()
                        .orElseThrow();
        switch (sketch.model) {
            case OVERLAY, CILIUM -> {
                CniOverlay.Builder overlay = CniOverlay.builder();
                if (sketch.model == Sketch.Model.CILIUM) {
                    overlay.dataplane(Dataplane.CILIUM);
                }
                if (policy != null) {
                    overlay.networkPolicy(policy);
                }
                if (sketch.podCidr != null) {
                    overlay.podCidr(sketch.podCidr);
                }
                return common(sketch, around, overlay).build();
            }
            case NODE_SUBNET -> {
                CniNodeSubnet.Builder flat = CniNodeSubnet.builder();
                if (policy != null) {
                    flat.networkPolicy(policy);
                }
                return common(sketch, around, flat).build();
            }
            case KUBENET -> {
                Kubenet.Builder kubenet = Kubenet.builder();
                if (policy == NetworkPolicy.CALICO) {
                    kubenet.calico();
                }
                if (sketch.podCidr != null) {
                    kubenet.podCidr(sketch.podCidr);
                }
                return common(sketch, around, kubenet).build();
            }
            default -> {
                return common(sketch, around, BringYourOwnCni.builder()).build();
            }
        }
    }

    private static <B extends NetworkBuilder<B>> B common(Sketch sketch, Surroundings around, B network) {
        if (sketch.subnet != null) {
            network.nodeSubnet(around.vnet.subnet(sketch.subnet));
        }
        if (sketch.serviceCidr != null) {
            network.serviceCidr(sketch.serviceCidr);
        }
        if (sketch.dnsServiceIp != null) {
            network.dnsServiceIp(sketch.dnsServiceIp);
        }
        String type = sketch.outbound == null ? "" : sketch.outbound;
        switch (type) {
            case "managedNATGateway" -> network.outbound(Outbound.managedNatGateway());
            case "userAssignedNATGateway" -> network.outbound(Outbound.userAssignedNatGateway());
            case "userDefinedRouting" -> network.outbound(Outbound.userDefinedRouting());
            default -> {
                boolean said = sketch.managedIps != null || sketch.ports != null || sketch.idleMinutes != null;
                if (said || !type.isEmpty()) {
                    network.outbound(Outbound.loadBalancer(lb -> {
                        if (sketch.managedIps != null) {
                            lb.managedIps(sketch.managedIps);
                        }
                        if (sketch.ports != null) {
                            lb.allocatedPorts(sketch.ports);
                        }
                        if (sketch.idleMinutes != null) {
                            lb.idleTimeout(Duration.ofMinutes(sketch.idleMinutes));
                        }
                    }));
                }
            }
        }
        return network;
    }

    private static void system(SketchedPool pool, SystemPool.Builder builder) {
        if (pool.count != null) {
            builder.count(pool.count);
        }
        if (pool.min != null) {
            builder.autoscale(pool.min, pool.max);
        }
        if (pool.spot) {
            builder.raw("/scaleSetPriority", "Spot").raw("/scaleSetEvictionPolicy", "Delete");
        }
        common(pool, builder);
    }

    private static void user(SketchedPool pool, UserPool.Builder builder) {
        if (pool.count != null) {
            builder.count(pool.count);
        }
        if (pool.min != null) {
            builder.autoscale(pool.min, pool.max);
        }
        if (pool.spot) {
            builder.spot();
        }
        common(pool, builder);
    }

    private static void common(SketchedPool pool, NodePoolBuilder<?> builder) {
        pool.more.forEach(builder::raw);
        pool.alone.forEach(builder::raw);
        builder.vmSize(pool.size).taints(pool.taints.toArray(new String[0])).labels(pool.labels);
        raw(builder, "/spotMaxPrice", pool.price);
        raw(builder, "/upgradeSettings/maxSurge", pool.surge);
        raw(builder, "/upgradeSettings/maxUnavailable", pool.unavailable);
        raw(builder, "/upgradeSettings/drainTimeoutInMinutes", pool.drainMinutes);
        raw(builder, "/upgradeSettings/nodeSoakDurationInMinutes", pool.soakMinutes);
        if (pool.count != null && pool.min != null) {
            raw(builder, "/count", pool.count);
        }
        if (pool.maxPods != null) {
            builder.maxPods(pool.maxPods);
        }
        if (pool.diskGib != null) {
            builder.osDisk(pool.diskGib);
        }
        if (pool.osSku != null) {
            Arrays.stream(OsSku.values())
                    .filter(sku -> sku.value().equals(pool.osSku))
                    .findFirst()
                    .ifPresentOrElse(
                            builder::osSku,
                            () -> builder.raw("/osSKU", pool.osSku)
                                    .raw("/osType", pool.windows() ? "Windows" : "Linux"));
        }
        if (pool.version != null) {
            builder.kubernetesVersion(pool.version);
        }
        if (pool.fips) {
            builder.fips();
        }
        if (pool.trustedLaunch) {
            builder.secureBoot().vtpm();
        }
        if (!pool.zones.isEmpty()) {
            builder.zones(pool.zones.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    private static void raw(NodePoolBuilder<?> builder, String pointer, Object value) {
        if (value != null) {
            builder.raw(pointer, value);
        }
    }
}
