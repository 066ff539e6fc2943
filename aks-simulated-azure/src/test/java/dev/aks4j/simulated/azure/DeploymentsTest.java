package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates of Azure Resource Manager, as samples and az send them. */
class DeploymentsTest {

    private static final String BALANCER = """
            {"properties":{"mode":"Incremental","parameters":{"name":{"value":"lb"}},"template":{
              "$schema":"https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
              "contentVersion":"1.0.0.0",
              "parameters":{"name":{"type":"string"},"zone":{"type":"string","defaultValue":""}},
              "variables":{"pip":"[concat('PublicIP', toLower(parameters('name')))]",
                "pipId":"[resourceId('Microsoft.Network/publicIPAddresses', variables('pip'))]"},
              "resources":[
                {"type":"Microsoft.Network/loadBalancers","name":"[parameters('name')]","apiVersion":"2022-01-01",
                 "location":"westeurope","dependsOn":["[concat('Microsoft.Network/publicIpAddresses/', variables('pip'))]"],
                 "sku":{"name":"Standard"},
                 "properties":{"frontendIPConfigurations":[{"name":"LoadBalancerFrontEnd",
                   "properties":{"publicIPAddress":{"id":"[variables('pipId')]"}}}],
                   "backendAddressPools":[{"name":"pool"}]}},
                {"type":"Microsoft.Network/publicIPAddresses","name":"[variables('pip')]","apiVersion":"2022-01-01",
                 "location":"westeurope","sku":{"name":"Standard"},"dependsOn":[],
                 "properties":{"publicIPAllocationMethod":"[if(equals('a','a'), 'Static', variables('none'))]"}}],
              "outputs":{"loadBalancer":{"type":"object",
                "value":"[reference(resourceId('Microsoft.Network/loadBalancers', parameters('name')), '2022-01-01')]"}}}}}
            """;

    private static final String CLUSTER = """
            {"properties":{"mode":"Incremental","parameters":{"clusterName":{"value":"shop"},"count":{"value":2}},
             "template":{
              "$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
              "contentVersion":"1.0.0.0","languageVersion":"2.0",
              "parameters":{"clusterName":{"type":"string","defaultValue":"aks"},
                "location":{"type":"string","defaultValue":"[resourceGroup().location]"},
                "count":{"type":"int","minValue":1,"maxValue":50},
                "secret":{"type":"securestring","defaultValue":"hidden"},
                "pools":{"type":"array","defaultValue":["a","b"]}},
              "resources":{
                "network":{"type":"Microsoft.Network/virtualNetworks","apiVersion":"2023-09-01","name":"vnet",
                  "location":"[parameters('location')]",
                  "properties":{"addressSpace":{"addressPrefixes":["10.30.0.0/16"]},
                    "copy":[{"name":"subnets","count":"[length(parameters('pools'))]","input":{
                      "name":"[parameters('pools')[copyIndex('subnets')]]",
                      "properties":{"addressPrefix":"[format('10.30.{0}.0/24', copyIndex('subnets', 1))]"}}}]}},
                "identity":{"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31",
                  "name":"id-shop","location":"[parameters('location')]"},
                "right":{"type":"Microsoft.Authorization/roleAssignments","apiVersion":"2022-04-01",
                  "scope":"[format('Microsoft.Network/virtualNetworks/{0}', 'vnet')]",
                  "name":"[guid(resourceGroup().id, 'network')]","dependsOn":["network","identity"],
                  "properties":{"principalId":"[reference('identity').principalId]","principalType":"ServicePrincipal",
                    "roleDefinitionId":"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')]"}},
                "cluster":{"type":"Microsoft.ContainerService/managedClusters","apiVersion":"2024-02-01",
                  "name":"[parameters('clusterName')]","location":"[parameters('location')]",
                  "dependsOn":["right"],
                  "identity":{"type":"UserAssigned","userAssignedIdentities":{
                    "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-shop')]":{}}},
                  "properties":{"dnsPrefix":"[take(uniqueString(resourceGroup().id), 10)]",
                    "agentPoolProfiles":[{"name":"system","mode":"System","count":"[parameters('count')]",
                      "vmSize":"Standard_D4ds_v5",
                      "vnetSubnetID":"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'a')]"}]}},
                "skipped":{"condition":"[empty(parameters('pools'))]","type":"Microsoft.Network/routeTables",
                  "apiVersion":"2023-09-01","name":"no","location":"westeurope"},
                "inner":{"type":"Microsoft.Resources/deployments","apiVersion":"2022-09-01","name":"more",
                  "properties":{"mode":"Incremental","expressionEvaluationOptions":{"scope":"inner"},
                    "parameters":{"name":{"value":"[format('{0}-rt', parameters('clusterName'))]"}},
                    "template":{"parameters":{"name":{"type":"string"}},"resources":[
                      {"type":"Microsoft.Network/routeTables","apiVersion":"2023-09-01","name":"[parameters('name')]",
                       "location":"westeurope","properties":{}}],
                      "outputs":{"table":{"type":"string","value":"[parameters('name')]"}}}}}},
              "outputs":{"fqdn":{"type":"string","value":"[reference('cluster').fqdn]"},
                "table":{"type":"string","value":"[reference('inner').outputs.table.value]"}}}}}
            """;

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String group = client.group("rg");
    private final String deployments = group + "/providers/Microsoft.Resources/deployments/";

    @BeforeEach
    void group() {
        client.put(group, "{'location':'westeurope'}");
    }

    @AfterEach
    void close() {
        azure.close();
    }

    private JsonNode deploy(String name, String body) {
        Response begun = client.send("PUT", deployments + name, AzureJson.read(body));
        assertThat(begun.status()).as(new String(begun.body())).isEqualTo(201);
        assertThat(begun.headers().get("Azure-AsyncOperation").toString())
                .contains("/deployments/" + name + "/operationStatuses/");
        for (int i = 0; i < 400 && state(name).equals("Running"); i++) {
            azure.time().advance(Duration.ofSeconds(10));
        }
        return RawClient.body(client.get(deployments + name));
    }

    private String state(String name) {
        return RawClient.at(client.get(deployments + name), "/properties/provisioningState")
                .asText();
    }

    @Test
    void theBalancerThatAzDeploysWaitsForItsAddress() {
        assertThat(client.send("POST", deployments + "lb/validate", AzureJson.read(BALANCER))
                        .status())
                .isEqualTo(200);
        JsonNode done = deploy("lb", BALANCER);
        assertThat(done.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(done.at("/properties/outputs/loadBalancer/value/frontendIPConfigurations/0/name")
                        .asText())
                .isEqualTo("LoadBalancerFrontEnd");
        assertThat(client.get(group + "/providers/Microsoft.Network/publicIPAddresses/PublicIPlb")
                        .status())
                .isEqualTo(200);
        assertThat(RawClient.at(client.get(deployments + "lb/operations"), "/value"))
                .hasSize(2);
    }

    @Test
    void aClusterWithNetworkIdentityRightAndNestedDeploymentIsMade() {
        JsonNode done = deploy("main", CLUSTER);
        assertThat(done.at("/properties/error").toString()).isEmpty();
        assertThat(done.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(done.at("/properties/outputs/fqdn/value").asText()).endsWith(".westeurope.azmk8s.io");
        assertThat(done.at("/properties/outputs/table/value").asText()).isEqualTo("shop-rt");
        assertThat(done.at("/properties/parameters/secret/type").asText()).isEqualTo("securestring");
        assertThat(done.toString()).doesNotContain("hidden");
        JsonNode cluster = RawClient.body(client.get(client.cluster("rg", "shop")));
        assertThat(cluster.at("/properties/agentPoolProfiles/0/count").asInt()).isEqualTo(2);
        assertThat(RawClient.at(
                                client.get(group + "/providers/Microsoft.Network/virtualNetworks/vnet"),
                                "/properties/subnets/1/properties/addressPrefix")
                        .asText())
                .isEqualTo("10.30.2.0/24");
        assertThat(client.get(group + "/providers/Microsoft.Network/routeTables/no")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aResourceThatIsRefusedFailsTheDeploymentAndSaysWhy() {
        JsonNode failed = deploy("bad", CLUSTER.replace("10.30.0.0/16", "10.30.0.0/99"));
        assertThat(failed.at("/properties/provisioningState").asText()).isEqualTo("Failed");
        assertThat(failed.at("/properties/error/code").asText()).isEqualTo("DeploymentFailed");
        assertThat(failed.at("/properties/error/details/0/code").asText()).isEqualTo("InvalidAddressPrefixFormat");
        assertThat(client.get(client.cluster("rg", "shop")).status()).isEqualTo(404);
    }

    @Test
    void whoMayNotWriteAResourceDoesNotWriteItByADeployment() {
        azure.denyAssignment("kept", group, "Microsoft.Network/publicIPAddresses/write");
        JsonNode failed = deploy("lb", BALANCER);
        assertThat(failed.at("/properties/error/details/0/code").asText())
                .isEqualTo("DenyAssignmentAuthorizationFailed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "toLower(parameters('name')) | shout(parameters('name')) | The template function 'shout' is not valid",
                "toLower(parameters('name')) | toLower(parameters('other')) | The template parameter 'other' is not found",
                "toLower(parameters('name')) | toLower(variables('other')) | The template variable 'other' is not found",
                "toLower(parameters('name')) | toLower(parameters('name') | Unable to parse language expression",
            })
    void aTemplateThatCannotBeReadIsRefusedAtOnce(String good, String wrong, String text) {
        Response refused = client.send("PUT", deployments + "lb", AzureJson.read(BALANCER.replace(good, wrong)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(RawClient.at(refused, "/error/code").asText()).isEqualTo("InvalidTemplate");
        assertThat(RawClient.at(refused, "/error/message").asText()).contains(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"count\":{\"value\":2} | \"count\":{\"value\":51} | is not part of the allowed value(s)",
                "\"count\":{\"value\":2} | \"count\":{\"value\":\"2\"} | JToken type is not valid. Expected 'int'",
                "\"count\":{\"value\":2} | \"size\":{\"value\":2} | The template parameters 'size'",
                ",\"count\":{\"value\":2} | '' | The value for the template parameter 'count' is not provided",
                "\"dependsOn\":[\"right\"] | \"dependsOn\":[\"cluster\"] | Circular dependency detected",
            })
    void parametersAndOrderAreChecked(String good, String wrong, String text) {
        assertThat(CLUSTER).contains(good);
        Response refused = client.send("PUT", deployments + "x", AzureJson.read(CLUSTER.replace(good, wrong)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(RawClient.at(refused, "/error/message").asText()).contains(text);
    }
}
