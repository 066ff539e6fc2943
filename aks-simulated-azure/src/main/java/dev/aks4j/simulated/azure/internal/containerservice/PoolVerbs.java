package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.containerservice.Versions.Version;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** PUT, GET, DELETE and lists of node pools, and the upgrade of their images. */
final class PoolVerbs {

    private final Cloud cloud;
    private final Consumer<ClusterWrite> checks;
    private final ManagedClusters clusters;
    private final Lro lro;
    private final LinkedAccess linked;
    private final PoolChanges changes;

    PoolVerbs(Cloud cloud, ManagedClusters clusters, Lro lro, Durations durations, Consumer<ClusterWrite> checks) {
        this.checks = checks;
        this.cloud = cloud;
        this.clusters = clusters;
        this.lro = lro;
        this.linked = new LinkedAccess(cloud);
        this.changes = new PoolChanges(cloud, clusters, durations);
    }

    Response list(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        return ListPages.of(
                cloud,
                request,
                cluster.pools().stream().map(pool -> view(cluster, pool)).toList());
    }

    Response answer(ArmCall request) {
        return switch (request.method()) {
            case "PUT" -> put(request);
            case "GET" -> {
                ManagedCluster cluster = clusters.require(request.path());
                yield Lro.json(200, view(cluster, require(cluster, request)));
            }
            case "DELETE" -> delete(request);
            default -> throw Arm.noSuchVerb(request);
        };
    }

    static ObjectNode view(ManagedCluster cluster, AgentPool pool) {
        ObjectNode view = AzureJson.object()
                .put("id", PoolChanges.id(cluster, pool.name()))
                .put("name", pool.name())
                .put("type", "Microsoft.ContainerService/managedClusters/agentPools");
        return view.set("properties", pool.ownView());
    }

    static AgentPool require(ManagedCluster cluster, ArmCall request) {
        String name = request.path().rest().get(3);
        return cluster.pool(name)
                .orElseThrow(() -> ArmError.aks(
                        404,
                        "NotFound",
                        "Could not find the agentpool '" + name + "' in the managed cluster '" + cluster.name()
                                + "'."));
    }

    /** Returns where the nodes are to go back to, or refuses; before 2026-04-01 the image was only to be read. */
    private Optional<AgentPool.Used> wayBack(ArmCall request, ManagedCluster cluster, PoolWrite write) {
        Optional<AgentPool> pool = write.existing().filter(there -> there.wantsBack(write.requested()));
        String image = write.requested().path("nodeImageVersion").asText();
        boolean read = request.apiVersion().compareTo("2026-04-01") < 0;
        if (read || pool.isEmpty() && (write.existing().isPresent() || image.isEmpty())) {
            return Optional.empty();
        }
        String version = write.requested().path("orchestratorVersion").asText();
        Optional<AgentPool.Used> used = pool.flatMap(there -> there.previous(cloud.now()))
                .filter(before -> before.image().equals(image))
                .filter(before -> version.isEmpty() || isOf(version, before.version()));
        if (used.isEmpty()) {
            throw rollback("nodeImageVersion '" + image + "' with orchestratorVersion '" + version
                    + "' is not among the recently used versions of the last 7 days");
        }
        String channel = AzureJson.text(cluster.properties(), "/autoUpgradeProfile/upgradeChannel")
                .orElse("none");
        if (!channel.equals("none") && !channel.isEmpty()) {
            throw rollback("the auto-upgrade channel '" + channel + "' must be 'none'");
        }
        Version before = Versions.parse(used.get().version()).orElseThrow();
        if (!Versions.offered(before.minor(), cluster.longTermSupport(), cloud.now())) {
            throw rollback("Kubernetes version " + before + " is no longer supported");
        }
        return used;
    }

    private static boolean isOf(String asked, String version) {
        return version.equals(asked) || version.startsWith(asked + ".");
    }

    private static ArmError rollback(String details) {
        return ArmError.aks(
                        400,
                        "InvalidParameter",
                        "The value of parameter agentPoolProfile.nodeImageVersion is invalid. Error details: " + details
                                + ".")
                .target("agentPoolProfile.nodeImageVersion");
    }

    private Response put(ArmCall request) {
        ManagedCluster cluster = parent(request);
        Busy.foreign(request, cluster);
        String name = request.path().rest().get(3);
        Optional<AgentPool> existing = cluster.pool(name);
        Preconditions.put(request, existing.map(AgentPool::etag));
        ObjectNode requested = AzureJson.child(request.body(), "properties");
        ObjectNode desired = PoolDefaults.fill(
                requested,
                existing.map(AgentPool::properties),
                (ObjectNode) cluster.properties().path("networkProfile"),
                cluster.properties().path("kubernetesVersion").asText());
        PoolWrite pool = new PoolWrite(name, requested, desired, existing, true);
        Busy.requireIdle(cluster, Optional.of(name), PoolChanges.kind(pool, cluster));
        Busy.requireRunning(cluster);
        ClusterWrite write = write(cluster, pool);
        linked.requireCaller(request, write);
        checks.accept(write);
        Optional<AgentPool.Used> back = wayBack(request, cluster, pool);
        AzureOperation operation = back.isPresent()
                ? changes.rollBack(request, cluster, pool, back.get())
                : changes.put(request, cluster, pool);
        linked.watch(cluster, operation);
        ObjectNode view = view(cluster, cluster.pool(name).orElseThrow());
        return lro.written(existing.isPresent() ? 200 : 201, view, operation, cluster.region());
    }

    private ManagedCluster parent(ArmCall request) {
        return clusters.find(ManagedClusters.clusterId(request.path()))
                .orElseThrow(() -> ArmError.gateway(
                        404,
                        "ParentResourceNotFound",
                        "Failed to perform 'write' on resource(s) of type 'managedClusters/agentPools', because the"
                                + " parent resource '" + ManagedClusters.clusterId(request.path())
                                + "' could not be found."));
    }

    private ClusterWrite write(ManagedCluster cluster, PoolWrite pool) {
        List<PoolWrite> pools = new ArrayList<>();
        for (AgentPool each : cluster.pools()) {
            boolean same = each.name().equals(pool.name().toLowerCase(Locale.ROOT));
            pools.add(
                    same
                            ? pool
                            : new PoolWrite(
                                    each.name(), AzureJson.object(), each.properties(), Optional.of(each), false));
        }
        if (pool.existing().isEmpty()) {
            pools.add(pool);
        }
        return new ClusterWrite(
                cloud,
                cluster.name(),
                cluster.group(),
                cluster.region(),
                cluster.properties(),
                cluster.properties(),
                cluster.envelope(),
                Optional.of(cluster),
                pools,
                true);
    }

    private Response delete(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        Optional<AgentPool> found = cluster.pool(request.path().rest().get(3));
        if (found.isEmpty()) {
            return Response.empty(204);
        }
        Busy.foreign(request, cluster);
        Preconditions.existing(request, found.get().etag());
        Busy.requireIdle(cluster, Optional.of(found.get().name()), "Deleting");
        Busy.requireRunning(cluster);
        changes.requireAnotherSystemPool(cluster, found.get());
        return lro.accepted(changes.delete(request, cluster, found.get()), cluster.region());
    }

    Response upgradeImage(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        AgentPool pool = require(cluster, request);
        Busy.foreign(request, cluster);
        Preconditions.existing(request, pool.etag());
        Busy.requireIdle(cluster, Optional.of(pool.name()), "UpgradingNodeImageVersion");
        Busy.requireRunning(cluster);
        AzureOperation operation = changes.upgradeImage(request, cluster, pool);
        return lro.accepted(view(cluster, pool), operation, cluster.region());
    }

    Response abort(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        AgentPool pool = require(cluster, request);
        return lro.accepted(changes.abort(request, cluster, pool), cluster.region());
    }
}
