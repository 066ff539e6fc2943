package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;

/** A live cluster as Azure would show it after a spec was created: ids in its spelling, defaults filled in. */
final class LiveCluster {

    private final Json document;

    private LiveCluster(Json document) {
        this.document = document;
    }

    static LiveCluster of(ClusterSpec spec) {
        Json created = ClusterDocuments.creation(spec, Fakes.SCOPE);
        Json.ObjectBuilder live = created.edit();
        live.put("id", Fakes.live(spec.id()).replace("resourceGroups", "resourcegroups"));
        live.within("tags").put("aks4j-managed-by", "aks4j");
        Json.ObjectBuilder properties = live.within("properties");
        properties.put("provisioningState", "Succeeded").put("supportPlan", "KubernetesOfficial");
        properties.put(
                "currentKubernetesVersion", properties.path("kubernetesVersion").asText() + ".4");
        properties.within("networkProfile").put("loadBalancerSku", "Standard").put("outboundType", "loadBalancer");
        Json.ArrayBuilder pools = properties.putArray("agentPoolProfiles");
        created.at(ClusterComparison.POOLS).forEach(pool -> pools.add(livePool(pool)));
        return new LiveCluster(live.build());
    }

    private static Json.ObjectBuilder livePool(Json declared) {
        Json.ObjectBuilder pool = declared.edit();
        pool.put("provisioningState", "Succeeded").put("osDiskSizeGB", 128).put("osDiskType", "Managed");
        pool.put(
                "currentOrchestratorVersion",
                declared.path("orchestratorVersion").asText() + ".4");
        if (declared.path("scaleSetPriority").asText().equals("Spot")) {
            pool.put(
                    "nodeTaints",
                    Json.array().addAll(declared.path("nodeTaints")).add(ClusterDocuments.SPOT_TAINT));
        }
        return pool;
    }

    LiveCluster set(String pointer, Object value) {
        return new LiveCluster(ClusterDocument.of(document).set(pointer, value).toJson());
    }

    LiveCluster pool(String name, String property, Object value) {
        Json pools = document.at(ClusterComparison.POOLS);
        Json changed = Json.of(pools.stream()
                .map(pool -> pool.path("name").asText().equals(name)
                        ? pool.with("/" + property, value == null ? Json.ofNull() : value)
                        : pool)
                .toList());
        return new LiveCluster(document.with(ClusterComparison.POOLS, changed));
    }

    Json json() {
        return document;
    }
}
