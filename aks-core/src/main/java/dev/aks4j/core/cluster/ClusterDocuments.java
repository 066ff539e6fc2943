package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.GatewayPool;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.cluster.setting.AutoscalerProfile;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.internal.arm.PoolOnlyClient;
import dev.aks4j.core.internal.plan.kind.References;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The documents that a cluster spec stands for. */
final class ClusterDocuments {

    /** Stands in while no subscription is chosen and nothing is sent. */
    private static final Scope NOWHERE = new Scope(References.NO_SUBSCRIPTION, Instant.EPOCH, List.of());

    /** What Azure adds to every spot pool; declared taints must not take it away. */
    static final String SPOT_TAINT = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";

    /** What Azure takes from the API of pools only. */
    private static final List<String> POOL_ONLY = List.of("/artifactStreamingProfile", "/securityProfile/sshAccess");

    private ClusterDocuments() {}

    /** Returns what the spec declares for the control plane, before a subscription is chosen. */
    static ClusterDocument draft(ClusterSpec spec) {
        return controlPlane(spec, NOWHERE);
    }

    /** Returns what the spec says of the control plane, and our defaults, known as such; no pools. */
    static ClusterDocument controlPlane(ClusterSpec spec, Scope scope) {
        ClusterDocument document = spec.settings();
        spec.features().forEach(feature -> feature.contribute(document, scope));
        boolean principal = !document.get("/properties/servicePrincipalProfile").isMissing();
        if (!principal) {
            document.orDefault("/identity/type", "SystemAssigned");
        }
        if (spec.pools().stream().anyMatch(NodePoolSpec::isAutoscaled)) {
            document.orDefault(AutoscalerProfile.AT + "skip-nodes-with-local-storage", "false");
        }
        spec.raw().forEach(document::set);
        return ClusterDocument.of(complete(document.toJson(), scope)).defaultsOf(document);
    }

    /** Returns the resources that the spec names anywhere, but for what is part of the cluster itself. */
    static Stream<ResourceId> named(ClusterSpec spec) {
        return References.in(creation(spec, NOWHERE)).stream().filter(id -> !id.isWithin(spec.id()));
    }

    /** Returns what the spec says of one pool, and our defaults, as Azure's agent pool profile. */
    static Json.ObjectBuilder profile(ClusterSpec spec, NodePoolSpec pool, Scope scope) {
        return named(pool, complete(pool(spec, pool, scope).toJson(), scope));
    }

    private static Json.ObjectBuilder named(NodePoolSpec pool, Json profile) {
        Json.ObjectBuilder named = Json.object().put("name", pool.name());
        return named.putAll(profile);
    }

    private static ClusterDocument pool(ClusterSpec spec, NodePoolSpec pool, Scope scope) {
        ClusterDocument document = new ClusterDocument().set("/properties", pool.property(""));
        spec.features().forEach(feature -> feature.contribute(pool, document, scope));
        ClusterDocument profile = ClusterDocument.of(document.get("/properties"));
        profile.defaultsOf(pool.document());
        document.defaults().forEach(place -> profile.markDefault(place.substring("/properties".length())));
        pool.property("").properties().stream()
                .filter(own -> !own.getValue().isObject())
                .filter(own -> pool.declares("/" + ClusterDocument.escape(own.getKey())))
                .forEach(own -> profile.set("/" + ClusterDocument.escape(own.getKey()), own.getValue()));
        spec.network().ifPresent(network -> profile.orDefault("/maxPods", network.defaultMaxPods()));
        boolean fixed = !pool.isAutoscaled() && !pool.isVirtualMachines() && !(pool instanceof GatewayPool);
        if (fixed
                && pool.declares("/count")
                && profile.get("/enableAutoScaling").isMissing()) {
            profile.set("/enableAutoScaling", false);
        } else if (fixed) {
            profile.orDefault("/enableAutoScaling", false);
        }
        if (pool.isSpot() && !pool.taints().isEmpty() && !pool.taints().contains(SPOT_TAINT)) {
            profile.add("/nodeTaints", SPOT_TAINT);
        }
        if (!pool.isSpot()) {
            profile.orDefault("/upgradeSettings/maxSurge", NodePoolSpec.DEFAULT_MAX_SURGE);
        }
        if (profile.get("/orchestratorVersion").isMissing()) {
            spec.kubernetesVersion().ifPresent(version -> profile.set("/orchestratorVersion", version));
        }
        return profile;
    }

    /**
     * Returns what the spec says about a pool that exists: no defaults of ours, the autoscaler's limits taken away where it
     * is to have none, and of alternatives the old one.
     */
    static Json.ObjectBuilder managedProfile(ClusterSpec spec, NodePoolSpec pool, Json live, Scope scope) {
        Json.ObjectBuilder profile =
                named(pool, complete(pool(spec, pool, scope).declared(), scope));
        if (profile.path("enableAutoScaling").isBoolean() && !pool.isAutoscaled()) {
            profile.putNull("minCount").putNull("maxCount");
        }
        return Alternative.taken(profile.build(), live, PoolPropertyChanges.ALTERNATIVES)
                .edit();
    }

    /** Returns what the spec says about the control plane of a cluster that exists; see {@link #managedProfile}. */
    static Json managedControlPlane(ClusterSpec spec, Json live, Scope scope) {
        Json declared = controlPlane(spec, scope).declared();
        return Alternative.taken(declared, live, ControlPlaneChanges.ALTERNATIVES);
    }

    /** Fills the subscription into every id that lacks it; specs are written before one is chosen. */
    private static Json complete(Json node, Scope scope) {
        return Documents.replace(
                node,
                inner -> Optional.of(inner.asText())
                        .filter(text -> inner.isText() && text.startsWith("/resourceGroups/"))
                        .map(text -> Json.of("/subscriptions/" + scope.subscriptionId() + text)));
    }

    /** Returns what the spec declares for one pool, before a subscription is chosen. */
    static Json draftProfile(ClusterSpec spec, NodePoolSpec pool) {
        return profile(spec, pool, NOWHERE).build();
    }

    /** Returns the document that creates the cluster with its pools. */
    static Json creation(ClusterSpec spec, Scope scope) {
        ClusterDocument document = controlPlane(spec, scope);
        boolean named = !document.get("/properties/dnsPrefix").isMissing()
                || !document.get("/properties/fqdnSubdomain").isMissing();
        if (!named) {
            document.set("/properties/dnsPrefix", dnsPrefix(spec, scope.subscriptionId()));
        }
        Json.ArrayBuilder profiles = Json.array();
        spec.pools().forEach(pool -> profiles.add(profile(spec, pool, scope)));
        if (!profiles.isEmpty()) {
            document.set("/properties/agentPoolProfiles", profiles);
        }
        return PoolOnlyClient.without(document.toJson());
    }

    /** Returns what has to be written to a new pool once more, because a cluster is not created with it. */
    static Optional<Json> poolOnly(ClusterSpec spec, NodePoolSpec pool, Scope scope) {
        Json profile = profile(spec, pool, scope).build();
        ClusterDocument body = new ClusterDocument();
        POOL_ONLY.stream()
                .filter(place -> !profile.at(place).isMissing())
                .forEach(place -> body.set("/properties" + place, profile.at(place)));
        return Optional.of(body.toJson()).filter(document -> !document.isEmpty());
    }

    /** Returns the DNS prefix as the Azure CLI forms it. */
    static String dnsPrefix(ClusterSpec spec, String subscriptionId) {
        String name = cut(legal(spec.name()), 10);
        String prefix = name + "-" + cut(legal(spec.group().name()), 16) + "-" + cut(subscriptionId, 6);
        return Character.isLetter(prefix.charAt(0)) ? prefix : "a" + prefix;
    }

    private static String legal(String text) {
        return text.replaceAll("[^A-Za-z0-9-]", "");
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
