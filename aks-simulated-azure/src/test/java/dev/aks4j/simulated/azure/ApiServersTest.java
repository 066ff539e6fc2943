package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.simulated.wire.Response;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way from a cluster to its Kubernetes API. */
class ApiServersTest {

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");

    private void create(String more) {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        Response created = client.put(
                cluster,
                "{'location':'westeurope','properties':{'kubernetesVersion':'1.35','dnsPrefix':'shop'," + more
                        + "'agentPoolProfiles':[{'name':'system','mode':'System','count':2,'vmSize':'Standard_D4ds_v5',"
                        + "'availabilityZones':['1','2']}]}}");
        assertThat(created.status()).isEqualTo(201);
        client.follow(created);
        client.advance(Duration.ofMinutes(1));
    }

    private Config kubeconfig() {
        Response credential = client.post(cluster + "/listClusterUserCredential");
        String yaml = new String(
                Base64.getDecoder()
                        .decode(RawClient.at(credential, "/kubeconfigs/0/value").asText()),
                StandardCharsets.UTF_8);
        return Config.fromKubeconfig(yaml);
    }

    private KubernetesClient connect(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(azure.kubernetesClients())
                .build();
    }

    private String serverUrl() {
        return "https://"
                + RawClient.at(client.get(cluster), "/properties/fqdn").asText() + ":443";
    }

    @Test
    void theKubeconfigOfLocalAccountsLeadsToTheNodesOfAllPools() {
        create("");
        try (KubernetesClient kubernetes = connect(kubeconfig())) {
            List<Node> nodes = kubernetes.nodes().list().getItems();
            assertThat(nodes).hasSize(2).allSatisfy(node -> {
                assertThat(node.getMetadata().getName()).matches("aks-system-\\d{8}-vmss00000\\d");
                assertThat(node.getMetadata().getLabels())
                        .containsEntry("kubernetes.azure.com/mode", "system")
                        .containsKey("topology.kubernetes.io/zone");
                assertThat(node.getSpec().getProviderID()).startsWith("azure:///subscriptions/");
                assertThat(node.getStatus().getConditions())
                        .anyMatch(each -> each.getType().equals("Ready")
                                && each.getStatus().equals("True"));
            });
            assertThat(kubernetes.getKubernetesVersion().getGitVersion()).startsWith("v1.35.");
        }
    }

    @Test
    void nodesFollowThePool() {
        create("");
        try (KubernetesClient kubernetes = connect(kubeconfig())) {
            assertThat(kubernetes.nodes().list().getItems()).hasSize(2);
            client.follow(client.put(cluster + "/agentPools/system", "{'properties':{'mode':'System','count':4}}"));
            assertThat(kubernetes.nodes().list().getItems()).hasSize(4);
        }
    }

    private Config entraConfig() {
        Response token = RawClient.token(
                azure,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        azure.clientId(),
                        "client_secret",
                        azure.clientSecret(),
                        "scope",
                        "6dae42f8-4368-4678-94ff-3960e28e3630/.default"));
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(serverUrl())
                .withOauthToken(RawClient.at(token, "/access_token").asText())
                .build();
    }

    @Test
    void aRoleOnAManagedNamespaceHoldsInThatNamespaceAlone() {
        create("'aadProfile':{'managed':true,'enableAzureRBAC':true},");
        String namespace = cluster + "/managedNamespaces/team-a";
        client.follow(client.put(namespace, "{'properties':{}}"));
        client.put(
                namespace + "/providers/Microsoft.Authorization/roleAssignments/f5226b55-2945-4a15-87f9-e4a3a3cfecc1",
                "{'properties':{'roleDefinitionId':'/x/b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b','principalId':'"
                        + azure.principalId() + "','principalType':'ServicePrincipal'}}");
        try (KubernetesClient kubernetes = connect(entraConfig())) {
            assertThat(kubernetes.pods().inNamespace("team-a").list().getItems())
                    .isEmpty();
            assertThatThrownBy(() -> kubernetes.pods().inNamespace("default").list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refused -> assertThat(refused.getCode()).isEqualTo(403));
        }
    }

    @Test
    void anEntraTokenIsAllowedWhatItsAzureRoleAllows() {
        create("'aadProfile':{'managed':true,'enableAzureRBAC':true},");
        try (KubernetesClient kubernetes = connect(entraConfig())) {
            assertThatThrownBy(() -> kubernetes.nodes().list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refused -> assertThat(refused.getCode()).isEqualTo(403));
            client.put(
                    cluster + "/providers/Microsoft.Authorization/roleAssignments/e5226b55-2945-4a15-87f9-e4a3a3cfecc1",
                    "{'properties':{'roleDefinitionId':'/x/b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b','principalId':'"
                            + azure.principalId() + "','principalType':'ServicePrincipal'}}");
            assertThat(kubernetes.nodes().list().getItems()).hasSize(2);
        }
    }

    @Test
    void aServiceAccountSignsInToEntraThroughAFederatedCredential() {
        create("'oidcIssuerProfile':{'enabled':true},");
        String issuer = RawClient.at(client.get(cluster), "/properties/oidcIssuerProfile/issuerURL")
                .asText();
        String identity = client.group("rg") + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-app";
        Response made = client.put(identity, "{'location':'westeurope'}");
        client.put(
                identity + "/federatedIdentityCredentials/app",
                "{'properties':{'issuer':'" + issuer
                        + "','subject':'system:serviceaccount:default:app','audiences':['api://AzureADTokenExchange']}}");
        try (KubernetesClient kubernetes = connect(kubeconfig())) {
            for (String name : List.of("app", "other")) {
                kubernetes
                        .serviceAccounts()
                        .inNamespace("default")
                        .resource(new io.fabric8.kubernetes.api.model.ServiceAccountBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace("default")
                                .endMetadata()
                                .build())
                        .create();
            }
            String clientId = RawClient.at(made, "/properties/clientId").asText();
            assertThat(exchange(clientId, assertion(kubernetes, "app")).status())
                    .isEqualTo(200);
            Response refused = exchange(clientId, assertion(kubernetes, "other"));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(RawClient.at(refused, "/error_description").asText()).contains("AADSTS700213");
        }
    }

    private static String assertion(KubernetesClient kubernetes, String account) {
        return kubernetes
                .serviceAccounts()
                .inNamespace("default")
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences("api://AzureADTokenExchange")
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    private Response exchange(String clientId, String assertion) {
        return RawClient.token(
                azure,
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", clientId,
                        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion", assertion,
                        "scope", "https://management.azure.com/.default"));
    }

    @Test
    void aStoppedClusterDoesNotAnswer() {
        create("");
        Config config = kubeconfig();
        client.follow(client.post(cluster + "/stop"));
        try (KubernetesClient kubernetes = connect(
                new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build())) {
            assertThatThrownBy(() -> kubernetes.nodes().list()).isInstanceOf(KubernetesClientException.class);
        }
    }
}
