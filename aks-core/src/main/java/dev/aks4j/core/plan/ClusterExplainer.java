package dev.aks4j.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Explains failures on managed clusters and node pools by the states of the cluster and of each of its pools. */
final class ClusterExplainer implements Explainer {

    private static final String CLUSTERS = "Microsoft.ContainerService/managedClusters";

    private final ArmClient arm;

    ClusterExplainer(ArmClient arm) {
        this.arm = arm;
    }

    @Override
    public CompletionStage<List<String>> explain(Step step, Throwable failure) {
        if (!(step.write().target() instanceof Address.InAzure target)) {
            return CompletableFuture.completedFuture(List.of());
        }
        ResourceId cluster = Lanes.root(target.id());
        if (!cluster.type().equalsIgnoreCase(CLUSTERS)) {
            return CompletableFuture.completedFuture(List.of());
        }
        String version = WriteParts.apiVersion(step.write());
        return Live.read(arm, cluster, version)
                .thenCombine(pools(cluster, version), (live, pools) -> lines(cluster, live, pools));
    }

    private CompletionStage<JsonNode> pools(ResourceId cluster, String version) {
        return Failures.call(() -> arm.send(ArmRequest.list(cluster, "agentPools", version)))
                .thenApply(ArmResponse::body)
                .exceptionally(failure -> MissingNode.getInstance());
    }

    private static List<String> lines(ResourceId cluster, Live live, JsonNode pools) {
        if (!live.exists()) {
            return List.of("cluster " + cluster.name() + " does not exist");
        }
        List<String> lines = new ArrayList<>();
        lines.add("cluster " + cluster.name() + ": " + states(live.document()));
        JsonNode list = pools.path("value").isArray()
                ? pools.path("value")
                : live.document().path("properties").path("agentPoolProfiles");
        for (JsonNode pool : list) {
            lines.add("node pool " + pool.path("name").asText() + ": " + states(pool));
        }
        return lines;
    }

    private static String states(JsonNode resource) {
        JsonNode properties = resource.has("properties") ? resource.path("properties") : resource;
        StringBuilder text =
                new StringBuilder(properties.path("provisioningState").asText("state unknown"));
        properties
                .path("powerState")
                .path("code")
                .asText("")
                .transform(code -> code.isEmpty() ? text : text.append(", ").append(code));
        if (properties.path("count").isNumber()) {
            text.append(", ").append(properties.path("count").asInt()).append(" nodes");
        }
        JsonNode error = properties.path("status").path("provisioningError");
        if (error.isObject()) {
            text.append(", ")
                    .append(error.path("code").asText())
                    .append(": ")
                    .append(error.path("message").asText());
        }
        return text.toString();
    }
}
