package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Leaves out of a cluster's document what Azure takes from a pool's own API only. Its definitions have these properties in
 * both places, it answers them in both, and refuses them where a cluster is written
 * (terraform-azurerm-avm-res-containerservice-managedcluster, #152 and #196); a cluster that is read, changed and written
 * back would otherwise be refused for what nobody touched. Thread-safe.
 */
public final class PoolOnlyClient implements ArmClient {

    private static final Pattern CLUSTER = Pattern.compile(
            "(?:https://[^/]+)?/.*/providers/Microsoft\\.ContainerService/managedClusters/[^/?]+\\?.*",
            Pattern.CASE_INSENSITIVE);

    private final ArmClient client;

    /** Sends by another client. */
    public PoolOnlyClient(ArmClient client) {
        this.client = client;
    }

    @Override
    public String subscriptionId() {
        return client.subscriptionId();
    }

    @Override
    public AksApiVersion apiVersion() {
        return client.apiVersion();
    }

    @Override
    public CompletionStage<ArmResponse> send(ArmRequest request) {
        boolean writes = request.method().equals("PUT")
                && request.body().isPresent()
                && CLUSTER.matcher(request.target()).matches();
        return client.send(writes ? request.withBody(without(request.body().get())) : request);
    }

    /** Returns a cluster's document without what only the API of pools takes. */
    public static Json without(Json cluster) {
        Json pools = cluster.at("/properties/agentPoolProfiles");
        return pools.isArray()
                ? cluster.with(
                        "/properties/agentPoolProfiles",
                        pools.stream().map(PoolOnlyClient::ofPool).toList())
                : cluster;
    }

    private static Json ofPool(Json pool) {
        Json.ObjectBuilder profile = pool.edit().remove("artifactStreamingProfile");
        Json security = pool.path("securityProfile");
        if (security.has("sshAccess")) {
            Json rest = security.edit().remove("sshAccess").build();
            if (rest.isEmpty()) {
                profile.remove("securityProfile");
            } else {
                profile.put("securityProfile", rest);
            }
        }
        return profile.build();
    }
}
