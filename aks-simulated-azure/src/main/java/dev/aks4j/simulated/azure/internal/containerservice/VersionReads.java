package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.containerservice.Versions.Version;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.wire.Response;
import java.util.List;

/** Which versions a cluster may be upgraded to, and which a pool may have. */
final class VersionReads {

    private final Cloud cloud;
    private final ManagedClusters clusters;
    private final ClusterChanges images;

    VersionReads(Cloud cloud, ManagedClusters clusters, ClusterChanges images) {
        this.cloud = cloud;
        this.clusters = clusters;
        this.images = images;
    }

    Response inRegion() {
        return Lro.json(200, Versions.listing(cloud.now()));
    }

    /** The list that clients of 2019 ask, Terraform among them. */
    Response orchestrators(String region) {
        ObjectNode view = AzureJson.object()
                .put(
                        "id",
                        cloud.subscriptionScope() + "/providers/Microsoft.ContainerService/locations/" + region
                                + "/orchestrators")
                .put("name", "default")
                .put("type", "Microsoft.ContainerService/locations/orchestrators");
        ArrayNode all = view.putObject("properties").putArray("orchestrators");
        Version standard = Versions.standard(cloud.now());
        for (int minor = standard.minor() - 3; minor <= standard.minor() + 1; minor++) {
            if (!Versions.offered(minor, false, cloud.now())) {
                continue;
            }
            for (Version version : Versions.patches(minor)) {
                ObjectNode each = all.addObject()
                        .put("orchestratorType", "Kubernetes")
                        .put("orchestratorVersion", version.toString());
                if (version.minor() == standard.minor()) {
                    each.put("default", true);
                }
                ArrayNode upgrades = each.putArray("upgrades");
                Versions.upgrades(version, false, cloud.now())
                        .forEach(to -> upgrades.addObject()
                                .put("orchestratorType", "Kubernetes")
                                .put("orchestratorVersion", to.toString()));
            }
        }
        return Lro.json(200, view);
    }

    /** Returns the revisions of the Istio add-on that a region offers. */
    Response meshRevisions(String region) {
        ObjectNode view = AzureJson.object()
                .put(
                        "id",
                        cloud.subscriptionScope() + "/providers/Microsoft.ContainerService/locations/" + region
                                + "/meshRevisionProfiles/istio")
                .put("name", "istio")
                .put("type", "Microsoft.ContainerService/locations/meshRevisionProfiles");
        ArrayNode revisions = view.putObject("properties").putArray("meshRevisions");
        List<MeshRevisions.Revision> offered = MeshRevisions.offered(cloud.now());
        for (MeshRevisions.Revision revision : offered) {
            ObjectNode each = revisions.addObject().put("revision", revision.name());
            ArrayNode upgrades = each.putArray("upgrades");
            offered.stream()
                    .filter(other -> other.minor() > revision.minor() && other.minor() <= revision.minor() + 2)
                    .forEach(other -> upgrades.add(other.name()));
            ObjectNode compatible = each.putArray("compatibleWith").addObject().put("name", "kubernetes");
            ArrayNode versions = compatible.putArray("versions");
            for (int kubernetes = revision.oldest(); kubernetes <= revision.newest(); kubernetes++) {
                versions.add("1." + kubernetes);
            }
        }
        return Lro.json(200, Arm.listBody(List.of(view)));
    }

    Response upgradeProfile(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        ObjectNode view = AzureJson.object()
                .put("id", cluster.id() + "/upgradeprofiles/default")
                .put("name", "default")
                .put("type", "Microsoft.ContainerService/managedClusters/upgradeprofiles");
        ObjectNode properties = view.putObject("properties");
        ObjectNode plane = properties.putObject("controlPlaneProfile");
        plane.put("kubernetesVersion", cluster.currentVersion()).put("osType", "Linux");
        upgrades(plane, cluster, cluster.currentVersion());
        ArrayNode pools = properties.putArray("agentPoolProfiles");
        for (AgentPool pool : cluster.pools()) {
            ObjectNode each = pools.addObject().put("name", pool.name());
            each.put("kubernetesVersion", pool.currentVersion());
            each.put("osType", pool.properties().path("osType").asText());
            upgrades(each, cluster, pool.currentVersion());
        }
        return Lro.json(200, view);
    }

    Response poolUpgradeProfile(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        AgentPool pool = PoolVerbs.require(cluster, request);
        ObjectNode view = AzureJson.object()
                .put("id", PoolChanges.id(cluster, pool.name()) + "/upgradeprofiles/default")
                .put("name", "default")
                .put("type", "Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles");
        ObjectNode properties = view.putObject("properties");
        properties.put("kubernetesVersion", pool.currentVersion());
        properties.put("osType", pool.properties().path("osType").asText());
        Version plane = Versions.parse(cluster.currentVersion()).orElseThrow();
        ArrayNode upgrades = properties.putArray("upgrades");
        Versions.upgrades(Versions.parse(pool.currentVersion()).orElseThrow(), cluster.longTermSupport(), cloud.now())
                .stream()
                .filter(version -> version.compareTo(plane) <= 0)
                .forEach(version -> upgrades.addObject().put("kubernetesVersion", version.toString()));
        properties.put("latestNodeImageVersion", images.image(pool.properties(), pool.currentVersion()));
        ArrayNode used = properties.putArray("recentlyUsedVersions");
        pool.previous(cloud.now())
                .ifPresent(before -> used.addObject()
                        .put("orchestratorVersion", before.version())
                        .put("nodeImageVersion", before.image())
                        .put("timestamp", before.until().toString()));
        return Lro.json(200, view);
    }

    private void upgrades(ObjectNode into, ManagedCluster cluster, String from) {
        List<Version> upgrades =
                Versions.upgrades(Versions.parse(from).orElseThrow(), cluster.longTermSupport(), cloud.now());
        ArrayNode array = into.putArray("upgrades");
        upgrades.forEach(version -> array.addObject().put("kubernetesVersion", version.toString()));
    }

    Response availableVersions(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        Version plane = Versions.parse(cluster.currentVersion()).orElseThrow();
        ObjectNode view = AzureJson.object()
                .put("id", cluster.id() + "/availableAgentPoolVersions")
                .put("name", "default")
                .put("type", "Microsoft.ContainerService/managedClusters/availableAgentPoolVersions");
        ArrayNode versions = view.putObject("properties").putArray("agentPoolVersions");
        for (int minor = plane.minor() - 3; minor <= plane.minor(); minor++) {
            for (Version version : Versions.patches(minor)) {
                if (version.compareTo(plane) <= 0 && Versions.offered(minor, cluster.longTermSupport(), cloud.now())) {
                    ObjectNode each = versions.addObject().put("kubernetesVersion", version.toString());
                    if (version.equals(plane)) {
                        each.put("default", true);
                    }
                }
            }
        }
        return Lro.json(200, view);
    }
}
