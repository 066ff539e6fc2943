package dev.aks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.json.Json;
import dev.aks4j.testkit.wire.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Requests that were once sent to Azure, sent again: the answers have the status, headers and properties of Azure's. */
class RecordedShapesTest {

    private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";

    /** What the API shows since the recordings were made, or what the recorder left out. */
    private static final Set<String> NEWER = Set.of(
            "/eTag",
            "/properties/agentPoolProfiles/[]/eTag",
            "/properties/agentPoolProfiles/[]/upgradeSettings/maxUnavailable",
            "/properties/oidcIssuerProfile/issuerURL");

    private final SimulatedAzure azure =
            SimulatedAzure.builder().subscription(SUBSCRIPTION).build();
    private final RawClient client = RawClient.of(azure);

    private static ObjectNode recording(String name) throws IOException {
        try (InputStream in = RecordedShapesTest.class.getResourceAsStream("/recordings/" + name + ".json")) {
            return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Response replay(JsonNode step, String path) {
        ObjectNode body = step.path("request") instanceof ObjectNode sent ? sent : Json.object();
        Response response = client.send(step.path("method").asText(), path, body);
        String what = step.path("method").asText() + " " + path;
        assertThat(response.status()).as(what).isEqualTo(step.path("status").asInt());
        Set<String> headers = new TreeSet<>();
        response.headers().keySet().forEach(name -> headers.add(name.toLowerCase(Locale.ROOT)));
        headers.retainAll(Set.of("azure-asyncoperation", "location"));
        assertThat(headers).as(what).containsExactlyInAnyOrderElementsOf(Json.texts(step, "/headers"));
        Set<String> properties = new TreeSet<>();
        Json.parse(response.body()).ifPresent(json -> collect(json, "", properties));
        properties.removeAll(NEWER);
        Set<String> expected = new TreeSet<>(Json.texts(step, "/properties"));
        expected.removeAll(NEWER);
        // Answers to an abort once showed add-ons of the provider's own, which no other answer did.
        expected.removeIf(property -> property.startsWith("/properties/addonProfiles"));
        assertThat(properties).as("properties of the answer to " + what).isEqualTo(expected);
        return response;
    }

    private static void collect(JsonNode node, String path, Set<String> into) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String child = path + "/" + (field.getKey().contains("/") ? "*" : field.getKey());
            into.add(child);
            collect(field.getValue(), child, into);
        }
        if (node.isArray()) {
            node.forEach(element -> collect(element, path + "/[]", into));
        }
    }

    @Test
    void aCreationThatIsAborted() throws IOException {
        client.put(
                client.group("clitest000001"),
                "{'location':'westus2','tags':{'product':'a','cause':'b','test':'c','date':'d','module':'e','DateCreated':'f',"
                        + "'Creator':'g'}}");
        Response abort = null;
        for (JsonNode step : recording("abort").path("steps")) {
            String path = step.path("path").asText();
            if (path.contains("/operations/")) {
                path = abort.headers().get("Azure-AsyncOperation");
            } else if (path.contains("/operationresults/")) {
                path = abort.headers().get("Location");
            }
            Response response = replay(step, path);
            if (path.endsWith("/abort")) {
                abort = response;
            } else if (path.contains("/operations/")) {
                client.advance(Duration.ofSeconds(30));
            }
        }
    }

    @Test
    void aClusterWithAnIdentityAndASubnetOfItsOwn() throws IOException {
        client.put(client.group("clitest000001"), "{'location':'westcentralus'}");
        Iterator<JsonNode> steps =
                recording("user_assigned_identity_custom_subnet").path("steps").iterator();
        JsonNode identity = steps.next();
        Response made = replay(identity, identity.path("path").asText());
        JsonNode network = steps.next();
        client.follow(replay(network, network.path("path").asText()));
        ObjectNode assignment = (ObjectNode) steps.next();
        assignment.set(
                "request",
                Json.read("{\"properties\":{\"roleDefinitionId\":\"/x/4d97b98b-1d4f-4787-a291-c67834d212e7\","
                        + "\"principalId\":\""
                        + RawClient.at(made, "/properties/principalId").asText()
                        + "\",\"principalType\":\"ServicePrincipal\"}}"));
        replay(assignment, assignment.path("path").asText());
        JsonNode cluster = steps.next();
        client.follow(replay(cluster, cluster.path("path").asText()));
        JsonNode read = steps.next();
        replay(read, read.path("path").asText());
    }

    @Test
    void maintenanceConfigurations() throws IOException {
        client.put(client.group("clitest000001"), "{'location':'westus2'}");
        client.follow(client.put(
                client.cluster("clitest000001", "cliakstest000002"),
                "{'location':'westus2','properties':{'dnsPrefix':'c','agentPoolProfiles':[{'name':'np','mode':'System',"
                        + "'count':1,'vmSize':'Standard_D4s_v5'}]}}"));
        for (JsonNode step : recording("maintenance_configuration").path("steps")) {
            replay(step, step.path("path").asText());
        }
    }
}
