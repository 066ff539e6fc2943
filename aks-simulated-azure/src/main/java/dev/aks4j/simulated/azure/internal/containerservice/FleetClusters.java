package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.fleet.MemberClusters;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The clusters of this cloud, for fleets. Their writes meet the faults that clients' writes meet. */
final class FleetClusters implements MemberClusters {

    private static final String VERSION = "2026-06-01";

    private final Cloud cloud;
    private final ManagedClusters clusters;
    private final Function<ArmCall, Response> provider;

    FleetClusters(Cloud cloud, ManagedClusters clusters, Function<ArmCall, Response> provider) {
        this.cloud = cloud;
        this.clusters = clusters;
        this.provider = provider;
    }

    @Override
    public Optional<ObjectNode> find(String id) {
        return clusters.find(id).map(ManagedCluster::view);
    }

    @Override
    public void write(ArmCall by, String method, String path, ObjectNode body) {
        Request request = new Request(
                method,
                URI.create(cloud.endpoints().arm() + path + "?api-version=" + VERSION),
                Map.of("Content-Type", java.util.List.of("application/json")),
                AzureJson.compact(body).getBytes(StandardCharsets.UTF_8));
        provider.apply(ArmCall.of(request, by.caller(), cloud.faults().met(request)));
    }
}
