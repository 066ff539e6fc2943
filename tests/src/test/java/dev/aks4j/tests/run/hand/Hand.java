package dev.aks4j.tests.run.hand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Somebody else, who knows nothing of plans and runs and speaks to Azure directly. */
final class Hand {

    static final Duration LONG = Duration.ofHours(3);

    private static final Map<String, String> VERSIONS = Map.of(
            "Microsoft.Resources/resourceGroups", "2024-11-01",
            "Microsoft.Network/virtualNetworks", "2024-05-01",
            "Microsoft.ContainerService/managedClusters", "2025-09-01");

    private final Aks aks;
    private final Scheduler time;

    /** What the hand left, by resource. */
    final Map<ResourceId, JsonNode> left = new LinkedHashMap<>();

    Hand(Aks aks, Scheduler time) {
        this.aks = aks;
        this.time = time;
    }

    /** Takes our mark off. */
    void unmark(ResourceId id) {
        JsonNode there = read(id);
        if (there.isMissingNode()) {
            return;
        }
        ObjectNode body = plain(there);
        body.putObject("tags").put("owner", "somebody");
        put(id, body);
    }

    /** Removes a resource and makes another one of the same name, which is theirs. */
    void recreate(ResourceId id) {
        JsonNode there = read(id);
        if (there.isMissingNode()) {
            return;
        }
        ObjectNode body = plain(there);
        body.remove("tags");
        body.putObject("tags").put("owner", "somebody");
        operation(ArmRequest.delete(id, version(id)), id);
        put(id, body);
    }

    /** Raises the control plane. */
    void raise(ResourceId cluster, String version) {
        JsonNode there = read(cluster);
        if (there.isMissingNode()) {
            return;
        }
        ObjectNode body = plain(there);
        body.withObjectProperty("properties").put("kubernetesVersion", version);
        put(cluster, body);
        left.remove(cluster);
    }

    void stop(ResourceId cluster) {
        if (!read(cluster).isMissingNode()) {
            operation(ArmRequest.post(cluster, "stop", version(cluster), MissingNode.getInstance()), cluster);
        }
    }

    JsonNode read(ResourceId id) {
        try {
            return await(aks.arm().send(ArmRequest.get(id, version(id)))).body();
        } catch (ArmException e) {
            if (e.error().status() == 404) {
                return MissingNode.getInstance();
            }
            throw e;
        }
    }

    private void put(ResourceId id, ObjectNode body) {
        operation(ArmRequest.put(id, version(id), body), id);
        left.put(id, read(id));
    }

    private void operation(ArmRequest write, ResourceId id) {
        await(aks.operations().start(write, id, version(id)).thenCompose(operation -> operation.completion()));
    }

    private <T> T await(CompletionStage<T> stage) {
        try {
            return time.await(stage, LONG);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause();
            throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
        } catch (TimeoutException | InterruptedException e) {
            throw new IllegalStateException("The hand got stuck.", e);
        }
    }

    private static String version(ResourceId id) {
        return VERSIONS.get(id.type());
    }

    /** What a caller sends who writes back what it read. */
    private static ObjectNode plain(JsonNode document) {
        ObjectNode body = document.deepCopy();
        body.remove(List.of("eTag", "etag", "systemData", "id", "name", "type"));
        if (body.get("properties") instanceof ObjectNode properties) {
            properties.remove(List.of("eTag", "provisioningState", "resourceGuid", "resourceUID", "powerState"));
            properties.path("agentPoolProfiles").forEach(pool -> ((ObjectNode) pool)
                    .remove(List.of("eTag", "provisioningState", "powerState", "currentOrchestratorVersion")));
        }
        return body;
    }
}
