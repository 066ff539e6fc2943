package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What AKS refuses on a cluster that exists. */
class UpdateChecksTest {

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");
    private final String apps = cluster + "/agentPools/apps";

    @BeforeEach
    void create() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                cluster,
                "{'location':'westeurope','sku':{'tier':'Standard'},'properties':{'dnsPrefix':'shop','kubernetesVersion':'1.35',"
                        + "'agentPoolProfiles':[{'name':'system','mode':'System','count':3,'vmSize':'Standard_D4ds_v5'},"
                        + "{'name':'apps','mode':'User','count':1,'vmSize':'Standard_D4ds_v5'}]}}"));
    }

    private static void refused(Response response, int status, String code) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(RawClient.at(response, "/code").asText()).isEqualTo(code);
    }

    private Response putCluster(String... pointersAndValues) {
        ObjectNode body = RawClient.body(client.get(cluster));
        ObjectNode properties = AzureJson.child(body, "properties");
        for (int i = 0; i < pointersAndValues.length; i += 2) {
            ObjectNode at = properties;
            String[] steps = pointersAndValues[i].split("/");
            for (int step = 0; step < steps.length - 1; step++) {
                at = AzureJson.child(at, steps[step]);
            }
            at.put(steps[steps.length - 1], pointersAndValues[i + 1]);
        }
        return client.send("PUT", cluster, body);
    }

    @Test
    void aReadWrittenBackChangesNothing() {
        Response again = putCluster();
        assertThat(again.status()).isEqualTo(200);
        assertThat(client.follow(again).path("status").asText()).isEqualTo("Succeeded");
    }

    @Test
    void propertiesThatStayAsTheyWereCreated() {
        refused(putCluster("dnsPrefix", "other"), 400, "PropertyChangeNotAllowed");
        refused(putCluster("networkProfile/serviceCidr", "10.1.0.0/16"), 400, "PropertyChangeNotAllowed");
        Response resized = client.put(apps, "{'properties':{'count':1,'vmSize':'Standard_D8ds_v5'}}");
        refused(resized, 400, "PropertyChangeNotAllowed");
        assertThat(RawClient.at(resized, "/target").asText()).isEqualTo("properties.vmSize");
    }

    @Test
    void aPodRangeMayGrowButNotMove() {
        refused(putCluster("networkProfile/podCidr", "10.200.0.0/16"), 400, "PropertyChangeNotAllowed");
        assertThat(putCluster("networkProfile/podCidr", "10.244.0.0/15").status())
                .isEqualTo(200);
    }

    @Test
    void aPoolIsNotAddedThroughTheCluster() {
        ObjectNode body = RawClient.body(client.get(cluster));
        ((com.fasterxml.jackson.databind.node.ArrayNode) body.at("/properties/agentPoolProfiles"))
                .addObject()
                .put("name", "more")
                .put("mode", "User")
                .put("count", 1)
                .put("vmSize", "Standard_D4ds_v5");
        Response response = client.send("PUT", cluster, body);
        refused(response, 400, "BadRequest");
        assertThat(RawClient.at(response, "/message").asText()).startsWith("A new agent pool was introduced.");
    }

    @Test
    void aControlPlaneGoesForwardOneMinorAtATime() {
        Response skipped = putCluster("kubernetesVersion", "1.37");
        refused(skipped, 400, "OperationNotAllowed");
        assertThat(RawClient.at(skipped, "/message").asText()).contains("Available upgrades: [1.36.0");
        refused(putCluster("kubernetesVersion", "1.34"), 400, "OperationNotAllowed");
        Response upgraded = putCluster("kubernetesVersion", "1.36");
        assertThat(upgraded.status()).isEqualTo(200);
        assertThat(RawClient.at(upgraded, "/properties/provisioningState").asText())
                .isEqualTo("Upgrading");
        client.follow(upgraded);
        ObjectNode after = RawClient.body(client.get(cluster));
        assertThat(after.at("/properties/currentKubernetesVersion").asText()).isEqualTo("1.36.4");
        assertThat(after.at("/properties/agentPoolProfiles/0/currentOrchestratorVersion")
                        .asText())
                .startsWith("1.35.");
    }

    @Test
    void aPoolFollowsItsControlPlane() {
        refused(
                client.put(apps, "{'properties':{'count':1,'orchestratorVersion':'1.36'}}"),
                400,
                "NodePoolMcVersionIncompatible");
        client.follow(putCluster("kubernetesVersion", "1.36"));
        Response upgraded = client.put(apps, "{'properties':{'count':1,'orchestratorVersion':'1.36'}}");
        assertThat(RawClient.at(upgraded, "/properties/provisioningState").asText())
                .isEqualTo("Upgrading");
        client.follow(upgraded);
        assertThat(RawClient.at(client.get(apps), "/properties/currentOrchestratorVersion")
                        .asText())
                .isEqualTo("1.36.4");
    }

    @Test
    void theLastSystemPoolStays() {
        refused(client.delete(cluster + "/agentPools/system"), 400, "MustDefineAtLeastOneSystemPool");
        assertThat(client.delete(apps).status()).isEqualTo(202);
    }

    @Test
    void oneOperationAtATimeOnAClusterAndOnAPool() {
        Response first = client.put(apps, "{'properties':{'count':2}}");
        Response second = client.put(apps, "{'properties':{'count':3}}");
        refused(second, 409, "OperationNotAllowed");
        assertThat(RawClient.at(second, "/message").asText()).contains("Another agentpool operation (apps - Scaling)");
        refused(putCluster(), 409, "OperationNotAllowed");
        client.follow(first);
        Response update = putCluster();
        refused(client.put(apps, "{'properties':{'count':3}}"), 409, "OperationNotAllowed");
        client.follow(update);
        assertThat(client.put(apps, "{'properties':{'count':3}}").status()).isEqualTo(200);
    }

    @Test
    void operationsOnDifferentPoolsGoSideBySide() {
        Response scaling = client.put(apps, "{'properties':{'count':2}}");
        Response creating =
                client.put(cluster + "/agentPools/more", "{'properties':{'count':1,'vmSize':'Standard_D4ds_v5'}}");
        Response image = client.post(cluster + "/agentPools/system/upgradeNodeImageVersion");
        assertThat(creating.status()).isEqualTo(201);
        assertThat(image.status()).isEqualTo(202);
        assertThat(azure.unfinishedOperations()).hasSize(3);
        refused(putCluster(), 409, "OperationNotAllowed");
        assertThat(client.post(cluster + "/agentPools/apps/abort").status()).isEqualTo(202);
        assertThat(client.follow(scaling).path("status").asText()).isEqualTo("Canceled");
        assertThat(client.follow(creating).path("status").asText()).isEqualTo("Succeeded");
        assertThat(client.follow(image).path("status").asText()).isEqualTo("Succeeded");
    }

    @Test
    void aDeletionPreemptsTheOperationsOfAllPools() {
        Response scaling = client.put(apps, "{'properties':{'count':2}}");
        Response image = client.post(cluster + "/agentPools/system/upgradeNodeImageVersion");
        client.follow(client.delete(cluster));
        for (Response preempted : java.util.List.of(scaling, image)) {
            assertThat(client.follow(preempted).at("/error/code").asText()).isEqualTo("AKSOperationPreemptedByDelete");
        }
    }

    @Test
    void aDeletionPreemptsWhatIsUnderWay() {
        Response update = putCluster();
        Response deleted = client.delete(cluster);
        assertThat(deleted.status()).isEqualTo(202);
        ObjectNode status = client.follow(update);
        assertThat(status.path("status").asText()).isEqualTo("Failed");
        assertThat(status.at("/error/code").asText()).isEqualTo("AKSOperationPreemptedByDelete");
        refused(client.put(apps, "{'properties':{'count':3}}"), 409, "OperationNotAllowed");
        assertThat(client.follow(deleted).path("status").asText()).isEqualTo("Succeeded");
        assertThat(client.get(cluster).status()).isEqualTo(404);
        assertThat(client.delete(cluster).status()).isEqualTo(204);
    }

    @Test
    void anAbortCancelsTheOperation() {
        Response update = putCluster();
        Response abort = client.post(cluster + "/abort");
        assertThat(abort.status()).isEqualTo(202);
        assertThat(client.follow(abort).path("status").asText()).isEqualTo("Succeeded");
        assertThat(client.follow(update).path("status").asText()).isEqualTo("Canceled");
        assertThat(RawClient.at(client.get(cluster), "/properties/provisioningState")
                        .asText())
                .isEqualTo("Canceled");
        refused(client.post(cluster + "/abort"), 409, "OperationNotAllowed");
    }

    @Test
    void aStoppedClusterOnlyStartsOrGoes() {
        client.follow(client.post(cluster + "/stop"));
        assertThat(RawClient.at(client.get(cluster), "/properties/powerState/code")
                        .asText())
                .isEqualTo("Stopped");
        refused(client.put(apps, "{'properties':{'count':3}}"), 409, "OperationNotAllowed");
        refused(client.post(cluster + "/stop"), 409, "OperationNotAllowed");
        client.follow(client.post(cluster + "/start"));
        assertThat(client.put(apps, "{'properties':{'count':3}}").status()).isEqualTo(200);
    }

    @Test
    void eTagsGuardAgainstLostUpdates() {
        ObjectNode read = RawClient.body(client.get(apps));
        String etag = read.at("/properties/eTag").asText();
        String clusterEtag = RawClient.at(client.get(cluster), "/eTag").asText();
        client.follow(client.put(apps, read, Map.of("If-Match", etag)));
        refused(client.put(apps, read, Map.of("If-Match", etag)), 412, "PreconditionFailed");
        assertThat(RawClient.at(client.get(cluster), "/eTag").asText()).isEqualTo(clusterEtag);
        refused(client.put(apps, read, Map.of("If-None-Match", "*")), 412, "PreconditionFailed");
        refused(client.put(apps, read, Map.of("If-None-Match", "x")), 400, "BadRequest");
        refused(client.put(cluster + "/agentPools/none", read, Map.of("If-Match", "*")), 412, "PreconditionFailed");
    }

    @Test
    void aPutAMinuteAfterABurstOfTwenty() {
        client.advance(Duration.ofMinutes(40));
        for (int i = 0; i < 20; i++) {
            client.put(cluster, "{}");
        }
        Response throttled = client.put(cluster, "{}");
        refused(throttled, 429, "Throttled");
        assertThat(throttled.headers()).containsEntry("Retry-After", "60");
        client.advance(Duration.ofSeconds(61));
        assertThat(client.put(cluster, "{}").status()).isEqualTo(400);
    }
}
