package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where programs get tokens of managed identities: the metadata service of machines, and the endpoint of App Service. */
class ManagedIdentityEndpointsTest {

    private static final String RESOURCE = "resource=https://management.azure.com/";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String identity =
            client.group("rg") + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop";

    private Response ask(String path, Map<String, List<String>> headers) {
        return azure.entra()
                .answer(new Request("GET", URI.create("https://login.example" + path), headers, new byte[0]));
    }

    @Test
    void bothGiveATokenOfTheIdentityThatIsAskedFor() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        String clientId = RawClient.at(client.put(identity, "{'location':'westeurope'}"), "/properties/clientId")
                .asText();
        client.put(identity.replace("shop", "other"), "{'location':'westeurope'}");
        Response machine = ask(
                "/metadata/identity/oauth2/token?api-version=2018-02-01&" + RESOURCE + "&client_id=" + clientId,
                Map.of("Metadata", List.of("true")));
        Response service = ask(
                "/msi/token?api-version=2019-08-01&" + RESOURCE + "&client_id=" + clientId,
                Map.of("X-IDENTITY-HEADER", List.of("secret")));
        for (Response each : new Response[] {machine, service}) {
            assertThat(each.status()).isEqualTo(200);
            assertThat(AzureJson.parse(each.body())
                            .orElseThrow()
                            .path("client_id")
                            .asText())
                    .isEqualTo(clientId);
        }
        assertThat(ask("/msi/token?api-version=2019-08-01&" + RESOURCE, Map.of("X-IDENTITY-HEADER", List.of("s")))
                        .status())
                .as("which of two")
                .isEqualTo(400);
    }

    @Test
    void eachWantsItsOwnHeader() {
        assertThat(ask("/metadata/identity/oauth2/token?" + RESOURCE, Map.of("X-IDENTITY-HEADER", List.of("s")))
                        .status())
                .isEqualTo(400);
        assertThat(ask("/msi/token?api-version=2019-08-01&" + RESOURCE, Map.of("Metadata", List.of("true")))
                        .status())
                .isEqualTo(400);
        assertThat(ask("/msi/token?api-version=2017-09-01&" + RESOURCE, Map.of("X-IDENTITY-HEADER", List.of("s")))
                        .status())
                .isEqualTo(400);
    }
}
