package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import java.util.List;
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
        Json copy = cluster.deepCopy();
        for (Json pool : copy.at("/properties/agentPoolProfiles")) {
            if (pool instanceof Json.ObjectBuilder profile) {
                profile.remove("artifactStreamingProfile");
                if (profile.get("securityProfile") instanceof Json.ObjectBuilder security) {
                    security.remove(List.of("sshAccess"));
                    if (security.isEmpty()) {
                        profile.remove("securityProfile");
                    }
                }
            }
        }
        return copy;
    }
}
