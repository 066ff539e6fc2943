package dev.aks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.azure.resourcemanager.containerservice.fluent.models.AgentPoolInner;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.AgentPoolMode;
import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.azure.resourcemanager.containerservice.models.ManagedClusterIdentity;
import com.azure.resourcemanager.containerservice.models.ResourceIdentityType;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Azure's own Java libraries against the simulator, in process. */
class AzureClientTest {

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final ArmByHand raw = new ArmByHand(azure);

    private ContainerServiceManager manager() throws Exception {
        var application = ConfidentialClientApplication.builder(
                        azure.clientId(), ClientCredentialFactory.createFromSecret(azure.clientSecret()))
                .authority("https://login.microsoftonline.com/" + azure.tenantId())
                .httpClient(azure.transport().entra())
                .build();
        return ContainerServiceManager.configure()
                .withHttpClient(azure.transport().azure())
                .withRetryPolicy(new RetryPolicy())
                .authenticate(
                        request -> Mono.fromFuture(() -> application.acquireToken(
                                        ClientCredentialParameters.builder(Set.copyOf(request.getScopes()))
                                                .build()))
                                .map(result -> new AccessToken(
                                        result.accessToken(),
                                        result.expiresOnDate().toInstant().atOffset(ZoneOffset.UTC))),
                        new AzureProfile(azure.tenantId(), azure.subscriptionId(), AzureEnvironment.AZURE));
    }

    @Test
    void azuresOwnClientCreatesAndReadsACluster() throws Exception {
        raw.put(raw.group("rg"), "{'location':'westeurope'}");
        var clusters = manager().serviceClient().getManagedClusters();
        ManagedClusterInner wanted = new ManagedClusterInner();
        wanted.withLocation("westeurope");
        wanted.withIdentity(new ManagedClusterIdentity().withType(ResourceIdentityType.SYSTEM_ASSIGNED));
        wanted.withDnsPrefix("c1");
        wanted.withAgentPoolProfiles(List.of(new ManagedClusterAgentPoolProfile()
                .withName("np1")
                .withMode(AgentPoolMode.SYSTEM)
                .withCount(2)
                .withVmSize("Standard_D4s_v5")));
        var created = clusters.createOrUpdateWithResponseAsync("rg", "c1", wanted, null, null)
                .block();
        assertThat(created.getStatusCode()).isEqualTo(201);
        raw.advance(Duration.ofMinutes(6));
        ManagedClusterInner read = clusters.getByResourceGroup("rg", "c1");
        assertThat(read.provisioningState()).isEqualTo("Succeeded");
        assertThat(read.agentPoolProfiles()).hasSize(1);
        assertThat(read.etag()).isNotEmpty();
        assertThat(clusters.listByResourceGroup("rg")).hasSize(1);
        var user = clusters.listClusterUserCredentials("rg", "c1");
        assertThat(new String(user.kubeconfigs().get(0).value(), StandardCharsets.UTF_8))
                .contains("client-certificate-data");
    }

    @Test
    void azuresOwnClientAddsAPool() throws Exception {
        raw.put(raw.group("rg"), "{'location':'westeurope'}");
        raw.put(
                raw.cluster("rg", "c1"),
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{'dnsPrefix':'c1',"
                        + "'agentPoolProfiles':[{'name':'np1','mode':'System',"
                        + "'count':1,'vmSize':'Standard_D4s_v5'}]}}");
        raw.advance(Duration.ofMinutes(6));
        var pools = manager().serviceClient().getAgentPools();
        var added = pools.createOrUpdateWithResponseAsync(
                        "rg",
                        "c1",
                        "np2",
                        new AgentPoolInner()
                                .withCount(1)
                                .withVmSize("Standard_D4s_v5")
                                .withMode(AgentPoolMode.USER),
                        null,
                        null)
                .block();
        assertThat(added.getStatusCode()).isEqualTo(201);
        raw.advance(Duration.ofMinutes(6));
        assertThat(pools.get("rg", "c1", "np2").provisioningState()).isEqualTo("Succeeded");
    }
}
