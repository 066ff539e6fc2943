package dev.aks4j.tests.run.hand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import dev.aks4j.tests.Jackson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody else, who knows nothing of plans and runs and speaks to Azure directly. */
public final class Hand {

    static final Duration LONG = Duration.ofHours(3);

    private static final Map<String, String> VERSIONS = Map.of(
            "Microsoft.Resources/resourceGroups", "2024-11-01",
            "Microsoft.Network/virtualNetworks", "2024-05-01",
            "Microsoft.ContainerService/managedClusters", "2025-09-01");

    private static final Pattern WISHES =
            Pattern.compile("\"(kubernetesVersion|orchestratorVersion|count)\":(\"[^\"]*\"|[0-9]+)");

    private final Aks aks;
    private final Scheduler time;

    private final Set<ResourceId> madeAnew = new HashSet<>();

    /** What the hand left, by resource. */
    private final Map<ResourceId, JsonNode> left = new LinkedHashMap<>();

    /** A hand with a client of its own. */
    public Hand(Aks aks, Scheduler time) {
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
        recreate(id, false);
    }

    /** Removes a resource and makes another one of the same name; with its tags, our mark goes over to theirs. */
    void recreate(ResourceId id, boolean withTags) {
        JsonNode there = read(id);
        if (there.isMissingNode()) {
            return;
        }
        ObjectNode body = plain(there);
        if (!withTags) {
            body.putObject("tags").put("owner", "somebody");
        }
        operation(ArmRequest.delete(id, version(id)), id);
        put(id, body);
        madeAnew.add(id);
    }

    /** Raises the control plane. */
    void raise(ResourceId cluster, String version) {
        JsonNode there = read(cluster);
        String now = there.at("/properties/currentKubernetesVersion").asText();
        if (there.isMissingNode() || now.compareTo(version) >= 0) {
            return;
        }
        ObjectNode body = plain(there);
        body.withObjectProperty("properties").put("kubernetesVersion", version);
        put(cluster, body);
        left.remove(cluster);
    }

    void stop(ResourceId cluster) {
        if (!read(cluster).isMissingNode()) {
            operation(ArmRequest.post(cluster, "stop", version(cluster), Json.missing()), cluster);
        }
    }

    boolean exists(ResourceId id) {
        return !read(id).isMissingNode();
    }

    private JsonNode read(ResourceId id) {
        try {
            return Jackson.tree(
                    await(aks.arm().send(ArmRequest.get(id, version(id)))).body());
        } catch (ArmException e) {
            if (e.error().status() == 404) {
                return MissingNode.getInstance();
            }
            throw e;
        }
    }

    private void put(ResourceId id, ObjectNode body) {
        operation(ArmRequest.put(id, version(id), Jackson.json(body)), id);
        left.put(id, read(id));
    }

    /** What Azure is at, the hand waits for. */
    private void operation(ArmRequest write, ResourceId id) {
        for (int tries = 0; ; tries++) {
            try {
                await(aks.operations().start(write, id, version(id)).thenCompose(operation -> operation.completion()));
                return;
            } catch (ArmException e) {
                if (e.error().status() != 409 || tries == 20) {
                    throw e;
                }
                CompletableFuture<Void> pause = new CompletableFuture<>();
                time.after(Duration.ofMinutes(10), () -> pause.complete(null));
                await(pause);
            }
        }
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
            properties
                    .path("agentPoolProfiles")
                    .forEach(pool -> ((ObjectNode) pool)
                            .remove(List.of("eTag", "provisioningState", "powerState", "currentOrchestratorVersion")));
        }
        return body;
    }

    /** Lets a resource be theirs no more: a verb goes by what its caller said, and not by our mark. */
    public void forgetMarks() {
        left.clear();
    }

    /** Returns what became of that which is theirs, where it is not as they left it. */
    public List<String> harmed() {
        List<String> harmed = new ArrayList<>();
        left.forEach((id, theirs) -> harmed.addAll(untouched(id, theirs, read(id))));
        return harmed;
    }

    /** Returns the writes that went into what the hand made anew: parts of it, rights on it, objects in a cluster. */
    public List<String> trespassed(List<RecordedRequest> writes) {
        return writes.stream()
                .filter(write -> write.status() < 400 && !write.path().contains("/listCluster"))
                .filter(write -> madeAnew.stream()
                        .anyMatch(id -> write.path()
                                        .toLowerCase(Locale.ROOT)
                                        .startsWith(id.toString().toLowerCase(Locale.ROOT))
                                || id.type().endsWith("managedClusters")
                                        && write.path().startsWith("/api")))
                .map(write -> "trespassed: " + write)
                .toList();
    }

    /** Returns the writes that were sent although Azure had accepted the same before; what the hand removed may be. */
    public List<String> doubled(List<RecordedRequest> writes) {
        Set<String> accepted = new HashSet<>();
        List<String> again = new ArrayList<>();
        for (RecordedRequest write : writes) {
            boolean removedByThem = left.keySet().stream()
                    .anyMatch(id -> write.path()
                            .toLowerCase(Locale.ROOT)
                            .startsWith(id.toString().toLowerCase(Locale.ROOT)));
            if (write.path().startsWith("/subscriptions") && !write.path().contains("/listCluster") && !removedByThem) {
                String text = write.method() + " " + write.path() + " " + wish(write.body());
                if (accepted.contains(text)) {
                    again.add(text + " -> " + write.status());
                }
                if (write.status() > 0 && write.status() < 400) {
                    accepted.add(text);
                }
            }
        }
        return again;
    }

    /** Returns what a write asks for: versions and numbers of nodes. */
    private static String wish(String body) {
        Matcher wishes = WISHES.matcher(body);
        StringBuilder text = new StringBuilder();
        while (wishes.find()) {
            text.append(wishes.group()).append(' ');
        }
        return text.toString();
    }

    /** Returns how a resource that is theirs was touched, apart from what Azure changes by itself. */
    private static List<String> untouched(ResourceId id, JsonNode theirs, JsonNode now) {
        if (now.isMissingNode()) {
            return List.of("destroyed: " + id);
        }
        JsonNode before = still(theirs);
        JsonNode after = still(now);
        return before.equals(after)
                ? List.of()
                : List.of("overwritten: " + id + "\n      was " + before + "\n      is  " + after);
    }

    private static JsonNode still(JsonNode document) {
        ObjectNode copy = document.deepCopy();
        copy.remove(List.of("etag", "eTag"));
        if (copy.get("properties") instanceof ObjectNode properties) {
            properties.remove(List.of("eTag", "provisioningState"));
            // What uses a subnet is written into it.
            properties
                    .path("subnets")
                    .forEach(subnet -> ((ObjectNode) subnet.path("properties"))
                            .remove(List.of("ipConfigurations", "provisioningState")));
            properties.path("subnets").forEach(subnet -> ((ObjectNode) subnet).remove("etag"));
            properties
                    .path("agentPoolProfiles")
                    .forEach(pool -> ((ObjectNode) pool).remove(List.of("eTag", "provisioningState", "count")));
        }
        return copy;
    }
}
