package dev.aks4j.tests.run.kill;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Everything that exists in a subscription and in its clusters, one line each, without what differs between two runs of
 * the same: made-up ids, times, and versions of entities.
 */
final class SubscriptionState {

    private static final String RESOURCES = "2025-04-01";
    private static final Map<String, String> VERSIONS = Map.of(
            "microsoft.containerservice/managedclusters", "2026-08-01",
            "microsoft.network/virtualnetworks", "2025-03-01",
            "microsoft.managedidentity/userassignedidentities", "2024-11-30");

    private final Aks aks;
    private final List<Json> documents = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    private SubscriptionState(Aks aks) {
        this.aks = aks;
    }

    static List<String> of(Aks aks, String tenant) {
        SubscriptionState state = new SubscriptionState(aks);
        state.names.put(tenant, "(tenant)");
        state.names.put(aks.arm().subscriptionId(), "(subscription)");
        state.names.put(aks.caller().objectId(), "(caller)");
        state.read();
        return state.lines();
    }

    private void read() {
        ResourceId subscription = ResourceId.subscription(aks.arm().subscriptionId());
        list(ArmRequest.list(subscription, "resourcegroups", RESOURCES));
        list(ArmRequest.list(subscription, "Microsoft.Authorization/roleAssignments", "2022-04-01"));
        for (Json resource : items(ArmRequest.list(subscription, "resources", RESOURCES))) {
            String type = resource.path("type").asText().toLowerCase(java.util.Locale.ROOT);
            ResourceId id = ResourceId.parse(resource.path("id").asText());
            Json whole = VERSIONS.containsKey(type) ? get(ArmRequest.get(id, VERSIONS.get(type))) : resource;
            documents.add(whole);
            Json principal = whole.at("/properties/principalId");
            if (principal.isText()) {
                names.put(principal.asText(), "(principal of " + id.name() + ")");
                names.put(whole.at("/properties/clientId").asText(), "(client of " + id.name() + ")");
            }
        }
        aks.clusters().list().forEach(this::inside);
    }

    private void inside(Cluster cluster) {
        list(ArmRequest.list(cluster.id(), "agentPools", "2026-08-01"));
        try (KubernetesClient client = cluster.kubernetes()) {
            client.nodes()
                    .list()
                    .getItems()
                    .forEach(node -> documents.add(Json.object()
                            .put("node", node.getMetadata().getLabels().get("kubernetes.azure.com/agentpool"))
                            .put("kubelet", node.getStatus().getNodeInfo().getKubeletVersion())
                            .build()));
            client.storage().v1().storageClasses().list().getItems().forEach(storage -> {
                Json.ObjectBuilder document =
                        Json.parse(Serialization.asJson(storage)).edit();
                document.within("metadata").remove("uid", "resourceVersion", "creationTimestamp", "managedFields");
                documents.add(document.build());
            });
        }
    }

    private void list(ArmRequest request) {
        documents.addAll(items(request));
    }

    private List<Json> items(ArmRequest request) {
        List<Json> items = new ArrayList<>();
        get(request).path("value").forEach(items::add);
        return items;
    }

    private Json get(ArmRequest request) {
        try {
            return aks.arm()
                    .send(request.within(Duration.ofMinutes(1)))
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES)
                    .body();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(request.toString(), e);
        }
    }

    private List<String> lines() {
        return documents.stream().map(this::plain).sorted().toList();
    }

    private String plain(Json document) {
        String text = document.toString();
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text.replaceAll("https://127.0.0.1:\\d+/", "(simulator)/")
                .replaceAll("-[0-9a-z]{8}(\\.portal)?\\.hcp\\.", "-(made up)$1.hcp.")
                .replaceAll("(\"(resourceUID|aks-managed-createOperationID)\":\")[0-9a-f]{24}\"", "$1(made up)\"")
                .replaceAll("(\"aks-managed-resourceNameSuffix\":\"|\\baks-[a-z0-9]+-)\\d{8}(?=[\"-])", "$1(made up)")
                .replaceAll("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", "(id)")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)", "(time)");
    }
}
