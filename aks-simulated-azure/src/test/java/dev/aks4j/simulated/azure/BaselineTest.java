package dev.aks4j.simulated.azure;

import static dev.aks4j.simulated.azure.RawClient.at;
import static dev.aks4j.simulated.azure.RawClient.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterListener;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The baseline environment, from an empty subscription to a deleted group, over nothing but HTTP. */
class BaselineTest {

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String group = client.group("rg-shop");
    private final String vnet = group + "/providers/Microsoft.Network/virtualNetworks/vnet-shop";
    private final String subnet = vnet + "/subnets/nodes";
    private final String identity = group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-shop";
    private final String cluster = client.cluster("rg-shop", "shop");
    private final List<ClusterSnapshot> snapshots = new ArrayList<>();

    @Test
    void theBaselineEnvironmentComesUpAndGoesAway() {
        azure.follow(new ClusterListener() {
            @Override
            public void changed(ClusterSnapshot snapshot) {
                snapshots.add(snapshot);
            }

            @Override
            public void removed(ClusterSnapshot snapshot) {
                snapshots.clear();
            }
        });
        createGroupNetworkAndIdentity();
        Response created = createCluster(client, identity, subnet, cluster);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers()).containsKey("Azure-AsyncOperation").doesNotContainKeys("Location", "Retry-After");
        assertThat(at(created, "/properties/provisioningState").asText()).isEqualTo("Creating");
        assertThat(at(created, "/properties/identityProfile").isMissingNode()).isTrue();

        ObjectNode status = client.follow(created);
        assertThat(status.path("status").asText()).isEqualTo("Succeeded");
        ObjectNode ready = body(client.get(cluster));
        assertThat(ready.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(ready.at("/properties/identityProfile/kubeletidentity/clientId")
                        .asText())
                .isNotEmpty();
        assertThat(snapshots.get(snapshots.size() - 1).nodes()).hasSize(5);

        poolVerbs();
        credentials();
        everythingGoesAway();
    }

    private void createGroupNetworkAndIdentity() {
        assertThat(client.put(group, "{'location':'westeurope'}").status()).isEqualTo(201);
        Response network = client.put(
                vnet,
                "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.20.0.0/16']},"
                        + "'subnets':[{'name':'nodes','properties':{'addressPrefix':'10.20.0.0/22'}}]}}");
        assertThat(network.status()).isEqualTo(201);
        assertThat(client.follow(network).path("status").asText()).isEqualTo("Succeeded");
        Response made = client.put(identity, "{'location':'westeurope'}");
        assertThat(made.status()).isEqualTo(201);
        String principal = at(made, "/properties/principalId").asText();
        Response assigned = client.put(
                subnet + "/providers/Microsoft.Authorization/roleAssignments/e5226b55-2945-4a15-87f9-e4a3a3cfecc1",
                "{'properties':{'roleDefinitionId':'" + group.substring(0, group.indexOf("/resourceGroups"))
                        + "/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7',"
                        + "'principalId':'" + principal + "','principalType':'ServicePrincipal'}}");
        assertThat(assigned.status()).isEqualTo(201);
    }

    static Response createCluster(RawClient client, String identity, String subnet, String cluster) {
        return client.put(
                cluster,
                "{'location':'westeurope','sku':{'name':'Base','tier':'Standard'},"
                        + "'identity':{'type':'UserAssigned','userAssignedIdentities':{'" + identity + "':{}}},"
                        + "'properties':{'kubernetesVersion':'1.35','dnsPrefix':'shop',"
                        + "'networkProfile':{'networkPlugin':'azure','networkPluginMode':'overlay',"
                        + "'networkDataplane':'cilium','podCidr':'10.244.0.0/16'},"
                        + "'oidcIssuerProfile':{'enabled':true},"
                        + "'securityProfile':{'workloadIdentity':{'enabled':true}},"
                        + "'aadProfile':{'managed':true,'enableAzureRBAC':true},'disableLocalAccounts':true,"
                        + "'agentPoolProfiles':["
                        + "{'name':'system','mode':'System','count':3,'vmSize':'Standard_D4ds_v5',"
                        + "'availabilityZones':['1','2','3'],'vnetSubnetID':'" + subnet + "'},"
                        + "{'name':'apps','mode':'User','enableAutoScaling':true,'minCount':2,'maxCount':40,'count':2,"
                        + "'vmSize':'Standard_D8ds_v5','vnetSubnetID':'" + subnet + "'},"
                        + "{'name':'batch','mode':'User','enableAutoScaling':true,'minCount':0,'maxCount':20,'count':0,"
                        + "'vmSize':'Standard_D16ds_v5','scaleSetPriority':'Spot','vnetSubnetID':'" + subnet + "'}"
                        + "]}}");
    }

    private void poolVerbs() {
        String pool = cluster + "/agentPools/batch";
        ObjectNode desired = body(client.get(pool));
        AzureJson.child(desired, "properties")
                .put("enableAutoScaling", false)
                .put("count", 2)
                .remove(List.of("minCount", "maxCount"));
        Response scaled = client.send("PUT", pool, desired);
        assertThat(scaled.status()).isEqualTo(200);
        assertThat(at(scaled, "/properties/provisioningState").asText()).isEqualTo("Scaling");
        assertThat(client.follow(scaled).path("status").asText()).isEqualTo("Succeeded");
        assertThat(snapshots.get(snapshots.size() - 1).nodes())
                .filteredOn(node -> node.pool().equals("batch"))
                .hasSize(2)
                .allMatch(node -> node.name().matches("aks-batch-\\d{8}-vmss00000[01]"));
        Response deleted = client.delete(pool);
        assertThat(deleted.status()).isEqualTo(202);
        assertThat(deleted.headers()).containsKeys("Location", "Azure-AsyncOperation");
        assertThat(client.follow(deleted).path("status").asText()).isEqualTo("Succeeded");
        assertThat(client.get(deleted.headers().get("Location")).status()).isEqualTo(204);
        assertThat(client.get(pool).status()).isEqualTo(404);
    }

    private void credentials() {
        Response user = client.post(cluster + "/listClusterUserCredential");
        String yaml = new String(
                Base64.getDecoder().decode(at(user, "/kubeconfigs/0/value").asText()), StandardCharsets.UTF_8);
        assertThat(yaml).contains("command: kubelogin").contains("server: https://shop-");
        Response admin = client.post(cluster + "/listClusterAdminCredential");
        assertThat(admin.status()).isEqualTo(400);
        assertThat(at(admin, "/message").asText()).contains("disable local accounts");
    }

    private void everythingGoesAway() {
        Response deleted = client.delete(group);
        assertThat(deleted.status()).isEqualTo(202);
        String result = deleted.headers().get("Location");
        assertThat(client.get(result).status()).isEqualTo(202);
        client.advance(java.time.Duration.ofMinutes(10));
        assertThat(client.get(result).status()).isEqualTo(200);
        assertThat(client.get(group).status()).isEqualTo(404);
        assertThat(snapshots).isEmpty();
        assertThat(azure.unfinishedOperations()).isEmpty();
    }
}
