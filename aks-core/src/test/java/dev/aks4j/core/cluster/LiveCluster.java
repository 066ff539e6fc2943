package dev.aks4j.core.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.setting.ClusterDocument;

/** A live cluster as Azure would show it after a spec was created: ids in its spelling, defaults filled in. */
final class LiveCluster {

    private final ObjectNode document;

    private LiveCluster(ObjectNode document) {
        this.document = document;
    }

    static LiveCluster of(ClusterSpec spec) {
        ObjectNode live = (ObjectNode) ClusterDocuments.creation(spec, Fakes.SCOPE);
        live.put("id", Fakes.live(spec.id()).replace("resourceGroups", "resourcegroups"));
        live.withObjectProperty("tags").put("aks4j-managed-by", "aks4j");
        ObjectNode properties = live.withObjectProperty("properties");
        properties.put("provisioningState", "Succeeded").put("supportPlan", "KubernetesOfficial");
        properties.put(
                "currentKubernetesVersion", properties.path("kubernetesVersion").asText() + ".4");
        properties
                .withObjectProperty("networkProfile")
                .put("loadBalancerSku", "Standard")
                .put("outboundType", "loadBalancer");
        for (JsonNode node : properties.path("agentPoolProfiles")) {
            ObjectNode pool = (ObjectNode) node;
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
        return new LiveCluster((ObjectNode) changed.toJson());
    }

    LiveCluster pool(String name, String property, Object value) {
        ObjectNode copy = document.deepCopy();
        for (JsonNode node : copy.at(ClusterComparison.POOLS)) {
            if (node.path("name").asText().equals(name)) {
                ((ObjectNode) node).setAll((ObjectNode)
                        new ClusterDocument().set("/" + property, value).toJson());
            }
        }
        return new LiveCluster(copy);
    }

    JsonNode json() {
        return document;
    }
}
