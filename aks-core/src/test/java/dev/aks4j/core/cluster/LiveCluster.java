package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;

/** A live cluster as Azure would show it after a spec was created: ids in its spelling, defaults filled in. */
final class LiveCluster {

    private final Json.ObjectBuilder document;

    private LiveCluster(Json.ObjectBuilder document) {
        this.document = document;
    }

    static LiveCluster of(ClusterSpec spec) {
        Json.ObjectBuilder live = (Json.ObjectBuilder) ClusterDocuments.creation(spec, Fakes.SCOPE);
        live.put("id", Fakes.live(spec.id()).replace("resourceGroups", "resourcegroups"));
        live.within("tags").put("aks4j-managed-by", "aks4j");
        Json.ObjectBuilder properties = live.within("properties");
        properties.put("provisioningState", "Succeeded").put("supportPlan", "KubernetesOfficial");
        properties.put(
                "currentKubernetesVersion", properties.path("kubernetesVersion").asText() + ".4");
        properties
                .within("networkProfile")
                .put("loadBalancerSku", "Standard")
                .put("outboundType", "loadBalancer");
        for (Json node : properties.path("agentPoolProfiles")) {
            Json.ObjectBuilder pool = (Json.ObjectBuilder) node;
            pool.put("provisioningState", "Succeeded").put("osDiskSizeGB", 128).put("osDiskType", "Managed");
            pool.put(
                    "currentOrchestratorVersion",
                    pool.path("orchestratorVersion").asText() + ".4");
            if (pool.path("scaleSetPriority").asText().equals("Spot")) {
                pool.withArrayProperty("nodeTaints").add(ClusterDocuments.SPOT_TAINT);
            }
        }
        return new LiveCluster(live);
    }

    LiveCluster set(String pointer, Object value) {
        ClusterDocument changed = ClusterDocument.of(document).set(pointer, value);
        return new LiveCluster((Json.ObjectBuilder) changed.toJson());
    }

    LiveCluster pool(String name, String property, Object value) {
        Json.ObjectBuilder copy = document.edit();
        for (Json node : copy.at(ClusterComparison.POOLS)) {
            if (node.path("name").asText().equals(name)) {
                ((Json.ObjectBuilder) node).setAll((Json.ObjectBuilder)
                        new ClusterDocument().set("/" + property, value).toJson());
            }
        }
        return new LiveCluster(copy);
    }

    Json json() {
        return document;
    }
}
