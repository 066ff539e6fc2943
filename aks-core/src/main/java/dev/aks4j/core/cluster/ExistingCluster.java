package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolBuilder;
import dev.aks4j.core.cluster.setting.NodeOsUpgradeChannel;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.internal.cluster.api.ApiProperties;
import dev.aks4j.core.internal.cluster.inner.Inner;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Undeclared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a spec has to say so that it is a cluster that exists: every property that can be written and is not what a cluster
 * has without being asked, each by the method that sets it, or by {@code raw}. Immutable.
 */
final class ExistingCluster {

    private static final String PROPERTIES = "/properties/";
    private static final String IDENTITIES = "/identity/userAssignedIdentities";

    /** Azure fills these in, or something else of the spec says them. */
    private static final Set<String> NOT_SAID = Set.of(
            "/kind",
            PROPERTIES + "kubernetesVersion",
            PROPERTIES + "powerState/code",
            PROPERTIES + "networkProfile/loadBalancerSku",
            PROPERTIES + "networkProfile/podCidrs",
            PROPERTIES + "networkProfile/serviceCidrs",
            PROPERTIES + "networkProfile/ipFamilies",
            PROPERTIES + "oidcIssuerProfile/enabled",
            PROPERTIES + "servicePrincipalProfile/clientId");

    /** Of a pool. */
    private static final Set<String> NOT_SAID_OF_POOLS = Set.of(
            "/name",
            "/mode",
            "/vmSize",
            "/osType",
            "/count",
            "/minCount",
            "/maxCount",
            "/enableAutoScaling",
            "/availabilityZones",
            "/nodeImageVersion",
            "/orchestratorVersion");

    private final ResourceId id;
    private final Json live;
    private final List<SpecCall<ClusterSpec.Builder>> calls = new ArrayList<>();
    private final List<SpecPool> pools = new ArrayList<>();

    ExistingCluster(Json live) {
        String text = live.path("id").asText();
        if (text.isEmpty()) {
            throw new AksException("The document has no \"id\", so it is no cluster that Azure answered. Pass"
                    + " aks.clusters().get(id).document(), whole.");
        }
        this.id = ResourceId.parse(text);
        this.live = live;
        controlPlane();
        live.at(ClusterComparison.POOLS).forEach(this::pool);
    }

    ClusterSpec spec() {
        ClusterSpec.Builder builder = ClusterSpec.builder(id.name(), group());
        calls.forEach(call -> call.on().accept(builder));
        pools.forEach(pool -> pool.add(builder));
        return builder.build();
    }

    SpecSource source() {
        return new SpecSource(id.name(), id.resourceGroup().orElseThrow(), region(), calls, pools);
    }

    private ResourceGroupSpec group() {
        return ResourceGroupSpec.of(id.resourceGroup().orElseThrow(), region());
    }

    private Region region() {
        return Region.of(live.path("location").asText());
    }

    private void controlPlane() {
        String version = minor(live.at(PROPERTIES + "kubernetesVersion").asText());
        if (!version.isEmpty()) {
            call(SpecCall.of("kubernetesVersion", version, ClusterSpec.Builder::kubernetesVersion));
        }
        typed();
        boolean issues = live.at(PROPERTIES + "oidcIssuerProfile/enabled").asBoolean();
        if (issues
                && !live.at(PROPERTIES + "securityProfile/workloadIdentity/enabled")
                        .asBoolean()) {
            call(SpecCall.of("oidcIssuer", ClusterSpec.Builder::oidcIssuer));
        }
        live.at(IDENTITIES)
                .properties()
                .forEach(identity -> raw(
                        IDENTITIES + "/" + Documents.escape(identity.getKey()),
                        Json.object().build()));
        ApiProperties known = ApiProperties.of("managedClusters");
        Inner.leaves(live, (place, value) -> {
            boolean elsewhere = place.startsWith(ClusterComparison.POOLS)
                    || place.startsWith(IDENTITIES)
                    || place.startsWith("/tags/aks4j-")
                    || NOT_SAID.contains(place)
                    || isTyped(place)
                    || isAzures(place, value);
            if (!elsewhere && says(known, place, value, UndeclaredClusterProperties.CONTROL_PLANE)) {
                raw(place, value);
            }
        });
    }

    private void typed() {
        for (Tier tier : Tier.values()) {
            if (tier != Tier.FREE && live.at("/sku/tier").asText().equals(tier.value())) {
                call(SpecCall.ofEnum("tier", tier, ClusterSpec.Builder::tier));
            }
        }
        String channel =
                live.at(PROPERTIES + "autoUpgradeProfile/upgradeChannel").asText();
        for (UpgradeChannel one : UpgradeChannel.values()) {
            if (one != UpgradeChannel.NONE && channel.equals(one.value())) {
                call(SpecCall.ofEnum("autoUpgrade", one, ClusterSpec.Builder::autoUpgrade));
            }
        }
        String nodes =
                live.at(PROPERTIES + "autoUpgradeProfile/nodeOSUpgradeChannel").asText();
        for (NodeOsUpgradeChannel one : NodeOsUpgradeChannel.values()) {
            if (one != NodeOsUpgradeChannel.NODE_IMAGE && nodes.equals(one.value())) {
                call(SpecCall.ofEnum("nodeOsUpgrade", one, ClusterSpec.Builder::nodeOsUpgrade));
            }
        }
        if (live.at(PROPERTIES + "securityProfile/workloadIdentity/enabled").asBoolean()) {
            call(SpecCall.of("workloadIdentity", ClusterSpec.Builder::workloadIdentity));
        }
        live.path("tags").properties().stream()
                .filter(tag -> !tag.getKey().startsWith("aks4j-"))
                .forEach(tag ->
                        call(SpecCall.of("tag", tag.getKey(), tag.getValue().asText(), ClusterSpec.Builder::tag)));
    }

    private static boolean isTyped(String place) {
        return place.startsWith("/tags/")
                || place.equals("/sku/tier")
                || place.startsWith(PROPERTIES + "autoUpgradeProfile/")
                || place.startsWith(PROPERTIES + "securityProfile/workloadIdentity/");
    }

    /** What Azure chose by itself: the node group of the usual name, and what lies in it. */
    private boolean isAzures(String place, Json value) {
        String group = live.at(PROPERTIES + "nodeResourceGroup").asText();
        String usual = "MC_" + id.resourceGroup().orElse("") + "_" + id.name() + "_";
        boolean ofUs = group.regionMatches(true, 0, usual, 0, usual.length());
        if (place.equals(PROPERTIES + "nodeResourceGroup")) {
            return ofUs;
        }
        String text = value.asText().toLowerCase(java.util.Locale.ROOT);
        return place.startsWith(PROPERTIES + "identityProfile/")
                        && live.at(IDENTITIES).isMissing()
                || text.contains("/resourcegroups/" + group.toLowerCase(java.util.Locale.ROOT) + "/");
    }

    private void pool(Json pool) {
        List<SpecCall<NodePoolBuilder<?>>> said = new ArrayList<>();
        ApiProperties known = ApiProperties.of("managedClusters/agentPools");
        String version = minor(pool.path("orchestratorVersion").asText());
        if (!version.isEmpty()
                && !version.equals(
                        minor(live.at(PROPERTIES + "kubernetesVersion").asText()))) {
            said.add(SpecCall.of("kubernetesVersion", version, NodePoolBuilder::kubernetesVersion));
        }
        Inner.leaves(pool, (place, value) -> {
            boolean elsewhere = NOT_SAID_OF_POOLS.contains(place)
                    || place.startsWith("/tags/aks4j-")
                    || place.startsWith("/virtualMachinesProfile/")
                    || place.equals("/scaleSetPriority")
                    || place.equals("/scaleSetEvictionPolicy") && !isSpot(pool)
                    || place.equals("/spotMaxPrice")
                    || place.startsWith("/nodeLabels/kubernetes.azure.com~1scalesetpriority");
            if (!elsewhere && says(known, PROPERTIES + place.substring(1), value, place)) {
                said.add(SpecCall.raw(place, isTaints(place) ? ownTaints(value) : value, NodePoolBuilder::raw));
            }
        });
        said.removeIf(call -> call.text().equals("raw(\"/nodeTaints\", List.of())"));
        pools.add(new SpecPool(pool, said));
    }

    private static boolean isSpot(Json pool) {
        return pool.path("scaleSetPriority").asText().equals("Spot");
    }

    private static boolean isTaints(String place) {
        return place.equals("/nodeTaints");
    }

    private static Json ownTaints(Json taints) {
        Json.ArrayBuilder own = Json.array();
        taints.forEach(taint -> {
            if (!taint.asText().equals(ClusterDocuments.SPOT_TAINT)) {
                own.add(taint);
            }
        });
        return own.build();
    }

    private static boolean says(ApiProperties known, String place, Json value, String placeInPool) {
        return isWritable(known, place)
                && isWorthAWord(value)
                && UndeclaredClusterProperties.POOL.stream().noneMatch(one -> isOrdinary(one, placeInPool, value));
    }

    private static boolean says(ApiProperties known, String place, Json value, List<Undeclared> usual) {
        return isWritable(known, place)
                && isWorthAWord(value)
                && usual.stream().noneMatch(one -> isOrdinary(one, place, value));
    }

    private static boolean isWorthAWord(Json value) {
        return !value.isMissing() && !value.isNull() && !(value.isContainer() && value.isEmpty());
    }

    /** A place below a map or a list is written if the map or list is. */
    private static boolean isWritable(ApiProperties known, String place) {
        String at = "";
        boolean writable = false;
        for (String name : place.substring(1).split("/")) {
            String before = at;
            var member = known.member(at, name);
            if (member.isEmpty()) {
                return known.at(before).filter(one -> one.type().equals("map")).isPresent() && writable;
            }
            at = member.get().place();
            writable = member.get().access().contains("w");
            if (!writable && member.get().isLeaf()) {
                return false;
            }
        }
        return writable;
    }

    private static boolean isOrdinary(Undeclared one, String place, Json value) {
        List<String> wanted = Arrays.asList(one.place().split("/"));
        List<String> found = Arrays.asList(place.split("/"));
        boolean same = wanted.size() == found.size();
        for (int i = 0; same && i < wanted.size(); i++) {
            same = wanted.get(i).equals("*") || wanted.get(i).equals(found.get(i));
        }
        return same && one.ordinary().stream().anyMatch(value.asText()::equalsIgnoreCase);
    }

    private static String minor(String version) {
        String[] parts = version.split("\\.");
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }

    private void raw(String place, Json value) {
        call(SpecCall.raw(place, value, ClusterSpec.Builder::raw));
    }

    private void call(SpecCall<ClusterSpec.Builder> call) {
        calls.add(call);
    }
}
