package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** PUT, GET, PATCH, DELETE and lists of clusters. */
final class ClusterVerbs {

    private final Cloud cloud;
    private final Consumer<ClusterWrite> checks;
    private final ManagedClusters clusters;
    private final Lro lro;
    private final LinkedAccess linked;
    private final ClusterChanges changes;
    private final Durations durations;

    ClusterVerbs(Cloud cloud, ManagedClusters clusters, Lro lro, Durations durations, Consumer<ClusterWrite> checks) {
        this.checks = checks;
        this.cloud = cloud;
        this.clusters = clusters;
        this.lro = lro;
        this.durations = durations;
        this.linked = new LinkedAccess(cloud);
        this.changes = new ClusterChanges(cloud, clusters, durations);
    }

    Response list(ArmCall request) {
        List<ObjectNode> views = cloud
                .resources()
                .below(ManagedCluster.class, request.path().scope())
                .stream()
                .map(ManagedCluster::view)
                .toList();
        return ListPages.of(cloud, request, views);
    }

    Response answer(ArmCall request) {
        return switch (request.method()) {
            case "PUT" -> put(request);
            case "GET" -> Lro.json(200, clusters.require(request.path()).view());
            case "PATCH" -> patch(request);
            case "DELETE" -> delete(request);
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response put(ArmCall request) {
        ObjectNode body = request.body();
        Optional<ManagedCluster> existing = clusters.find(request.path().resource());
        existing.ifPresent(cluster -> Busy.foreign(request, cluster));
        Preconditions.put(request, existing.map(ManagedCluster::etag));
        String region = Regions.require(body, "Microsoft.ContainerService/managedClusters");
        existing.ifPresent(cluster -> {
            Regions.requireSame(cluster.name(), cluster.group(), cluster.region(), region);
            Busy.requireIdle(cluster, Optional.empty(), "Updating");
            Busy.requireRunning(cluster);
        });
        ClusterWrite write = understand(request, body, region, existing);
        linked.requireCaller(request, write);
        checks.accept(write);
        return existing.isPresent() ? update(request, write, existing.get()) : create(request, write);
    }

    private ClusterWrite understand(
            ArmCall request, ObjectNode body, String region, Optional<ManagedCluster> existing) {
        String name = request.path().rest().get(1);
        String group = request.path().group().orElseThrow();
        ObjectNode requested = AzureJson.child(body, "properties");
        ObjectNode desired = ClusterDefaults.fill(requested, existing.map(ManagedCluster::properties), cloud.now());
        if (existing.isEmpty() && request.apiVersion().compareTo("2026-06-01") >= 0) {
            ClusterDefaults.natGateway(desired.path("networkProfile"));
        }
        AzureJson.orElse(desired, "nodeResourceGroup", "MC_" + group + "_" + name + "_" + region);
        clusters.budgets().complete(desired);
        ObjectNode envelope = Envelope.of(body, existing.map(ManagedCluster::envelope));
        List<PoolWrite> pools = pools(requested, desired, existing);
        return new ClusterWrite(cloud, name, group, region, requested, desired, envelope, existing, pools, false);
    }

    private static List<PoolWrite> pools(ObjectNode requested, ObjectNode desired, Optional<ManagedCluster> existing) {
        Map<String, PoolWrite> pools = new LinkedHashMap<>();
        existing.ifPresent(cluster -> cluster.pools()
                .forEach(pool -> pools.put(
                        pool.name(),
                        new PoolWrite(pool.name(), AzureJson.object(), pool.properties(), Optional.of(pool), false))));
        List<PoolWrite> doubles = new ArrayList<>();
        String version = desired.path("kubernetesVersion").asText();
        boolean versionChanges = existing.filter(cluster ->
                        !cluster.properties().path("kubernetesVersion").asText().equals(version))
                .isPresent();
        for (JsonNode each : requested.path("agentPoolProfiles")) {
            ObjectNode sent = (ObjectNode) each;
            String name = sent.path("name").asText().toLowerCase(Locale.ROOT);
            Optional<AgentPool> pool = existing.flatMap(cluster -> cluster.pool(name));
            ObjectNode wanted = PoolDefaults.fill(
                    sent, pool.map(AgentPool::properties), (ObjectNode) desired.path("networkProfile"), version);
            pool.ifPresent(existed -> keepPoolOnly(existed.properties(), wanted));
            if (versionChanges && sent.path("orchestratorVersion").asText().isEmpty()) {
                wanted.put("orchestratorVersion", version);
            }
            PoolWrite write = new PoolWrite(sent.path("name").asText(), sent, wanted, pool, true);
            if (pools.containsKey(name) && pools.get(name).touched()) {
                doubles.add(write);
            } else {
                pools.put(name, write);
            }
        }
        doubles.addAll(0, pools.values());
        return doubles;
    }

    /** What only a pool's own API takes cannot be meant by leaving it out of a cluster. */
    private static void keepPoolOnly(ObjectNode had, ObjectNode wanted) {
        JsonNode streaming = had.path("artifactStreamingProfile");
        if (streaming.isObject() && !wanted.hasNonNull("artifactStreamingProfile")) {
            wanted.set("artifactStreamingProfile", streaming.deepCopy());
        }
        JsonNode access = had.path("securityProfile").path("sshAccess");
        if (access.isTextual() && !wanted.path("securityProfile").hasNonNull("sshAccess")) {
            AzureJson.child(wanted, "securityProfile").set("sshAccess", access);
        }
    }

    private Response create(ArmCall request, ClusterWrite write) {
        String dnsPrefix = AzureJson.text(write.desired(), "/dnsPrefix")
                .or(() -> AzureJson.text(write.desired(), "/fqdnSubdomain"))
                .orElse(write.name());
        ManagedCluster cluster = clusters.make(write.name(), write.group(), write.region(), dnsPrefix);
        AzureOperation operation = changes.create(request, write, cluster);
        linked.watch(cluster, operation);
        ObjectNode view = cluster.view();
        Created.showEmptyLabels(view);
        Created.hideTags(view);
        return lro.written(201, view, operation, cluster.region());
    }

    private Response update(ArmCall request, ClusterWrite write, ManagedCluster cluster) {
        AzureOperation operation = changes.update(request, write, cluster);
        return lro.written(200, cluster.view(), operation, cluster.region());
    }

    private Response patch(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        Busy.foreign(request, cluster);
        Preconditions.existing(request, cluster.etag());
        Busy.requireIdle(cluster, Optional.empty(), "Updating");
        ObjectNode envelope = cluster.envelope().deepCopy();
        if (request.body().path("tags").isObject()) {
            envelope.set("tags", request.body().get("tags"));
        }
        AzureOperation operation = changes.tag(request, cluster, envelope, durations.updatePool());
        return lro.written(200, cluster.view(), operation, cluster.region());
    }

    private Response delete(ArmCall request) {
        Optional<ManagedCluster> found = clusters.find(request.path().resource());
        if (found.isEmpty()) {
            return Response.empty(204);
        }
        ManagedCluster cluster = found.get();
        Preconditions.existing(request, cluster.etag());
        AzureOperation operation = changes.delete(request, cluster);
        return lro.accepted(operation, cluster.region());
    }
}
