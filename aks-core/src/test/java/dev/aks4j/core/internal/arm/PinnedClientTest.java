package dev.aks4j.core.internal.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A client that was told an older version of the cluster API. */
class PinnedClientTest {

    private static final String SUBSCRIPTION = "6f2c0000-0000-0000-0000-000000000001";
    private static final ResourceId CLUSTER = ResourceId.parse("/subscriptions/" + SUBSCRIPTION
            + "/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop");
    private static final String NEWEST = AksApiVersion.NEWEST.value();

    private final List<String> sent = new ArrayList<>();
    private final ArmClient client = new PinnedClient(
            new ArmClient() {
                @Override
                public CompletionStage<ArmResponse> send(ArmRequest request) {
                    sent.add(request.target());
                    return new CompletableFuture<>();
                }

                @Override
                public String subscriptionId() {
                    return SUBSCRIPTION;
                }
            },
            AksApiVersion.V2026_05_01);

    @Test
    void whatIsAskedInTheNewestVersionGoesOutInTheOneThatWasChosen() {
        client.send(ArmRequest.get(CLUSTER, NEWEST));
        client.send(
                ArmRequest.delete(CLUSTER.child("agentPools", "apps"), NEWEST).query("force", "true"));
        client.send(ArmRequest.list(CLUSTER, "agentPools", NEWEST));
        assertThat(sent)
                .containsExactly(
                        CLUSTER + "?api-version=2026-05-01",
                        CLUSTER + "/agentPools/apps?api-version=2026-05-01&force=true",
                        CLUSTER + "/agentPools?api-version=2026-05-01");
        assertThat(client.apiVersion()).isEqualTo(AksApiVersion.V2026_05_01);
    }

    @Test
    void otherProvidersOtherVersionsAndUrlsOfAzureAreLeftAlone() {
        ResourceId network = ResourceId.parse(
                "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v");
        String url = "https://management.azure.com/subscriptions/" + SUBSCRIPTION
                + "/providers/Microsoft.ContainerService/locations/westeurope/operations/1?api-version=" + NEWEST;
        client.send(ArmRequest.get(network, NEWEST));
        client.send(ArmRequest.get(CLUSTER, "2026-06-01"));
        client.send(ArmRequest.follow(url));
        assertThat(sent).containsExactly(network + "?api-version=" + NEWEST, CLUSTER + "?api-version=2026-06-01", url);
    }
}
