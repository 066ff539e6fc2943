package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.wire.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Role bindings by which other Azure services use a cluster's API. */
class TrustedAccessTest {

    private static final String ROLE = "Microsoft.MachineLearningServices/workspaces/mlworkload";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");
    private final String binding = cluster + "/trustedAccessRoleBindings/ml";
    private final String source = client.group("rg") + "/providers/Microsoft.MachineLearningServices/workspaces/ml";

    @BeforeEach
    void create() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                cluster,
                "{'location':'westeurope','properties':{'dnsPrefix':'shop','agentPoolProfiles':[{'name':'system',"
                        + "'mode':'System','count':1,'vmSize':'Standard_D4ds_v5'}]}}"));
    }

    private String body(String roles) {
        return "{'properties':{'sourceResourceId':'" + source + "','roles':" + roles + "}}";
    }

    @Test
    void aBindingIsWrittenAndDeletedInTime() {
        Response begun = client.put(binding, body("['" + ROLE + "']"));
        assertThat(begun.status()).isEqualTo(201);
        assertThat(RawClient.at(begun, "/properties/provisioningState").asText())
                .isEqualTo("Updating");
        assertThat(client.delete(binding).status()).isEqualTo(409);
        client.follow(begun);
        JsonNode read = RawClient.body(client.get(binding));
        assertThat(read.path("name").asText()).isEqualTo("ml");
        assertThat(read.path("type").asText())
                .isEqualTo("Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings");
        assertThat(read.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(read.at("/properties/sourceResourceId").asText()).isEqualTo(source);
        assertThat(read.at("/properties/roles/0").asText()).isEqualTo(ROLE);
        Response changed = client.put(
                binding, body("['" + ROLE + "','Microsoft.MachineLearningServices/workspaces/inference-v1']"));
        assertThat(changed.status()).isEqualTo(200);
        client.follow(changed);
        assertThat(RawClient.at(client.get(cluster + "/trustedAccessRoleBindings"), "/value/0/properties/roles"))
                .hasSize(2);
        Response deleted = client.delete(binding);
        assertThat(deleted.status()).isEqualTo(202);
        client.follow(deleted);
        assertThat(client.get(binding).status()).isEqualTo(404);
        assertThat(client.delete(binding).status()).isEqualTo(204);
    }

    @Test
    void aNameHasAtMost24LettersDigitsAndHyphens() {
        String roles = "['" + ROLE + "']";
        assertThat(client.put(cluster + "/trustedAccessRoleBindings/" + "a".repeat(25), body(roles))
                        .status())
                .isEqualTo(400);
        assertThat(client.put(cluster + "/trustedAccessRoleBindings/a_b", body(roles))
                        .status())
                .isEqualTo(400);
        assertThat(client.put(cluster + "/trustedAccessRoleBindings/" + "a".repeat(24), body(roles))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "['mlworkload']"})
    void rolesAreNamedWithTheirResourceType(String roles) {
        Response refused = client.put(binding, body(roles));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(RawClient.at(refused, "/target").asText()).isEqualTo("roles");
    }

    @Test
    void aSourceIsAResource() {
        assertThat(client.put(binding, "{'properties':{'roles':['" + ROLE + "']}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theRolesOfARegionAreListed() {
        JsonNode roles = RawClient.at(
                client.get("/subscriptions/" + azure.subscriptionId()
                        + "/providers/Microsoft.ContainerService/locations/westeurope/trustedAccessRoles"),
                "/value");
        assertThat(roles)
                .anySatisfy(role -> assertThat(role.path("sourceResourceType").asText() + "/"
                                + role.path("name").asText())
                        .isEqualTo(ROLE));
    }
}
