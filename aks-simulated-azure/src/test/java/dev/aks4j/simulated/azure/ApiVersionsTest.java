package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider of clusters knows its api-versions, and what each of them reads. */
class ApiVersionsTest {

    private static final String POOL = "{'name':'system','mode':'System','count':1,'vmSize':'Standard_D4ds_v5'%s}";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);

    @BeforeEach
    void group() {
        client.put("/subscriptions/" + azure.subscriptionId() + "/resourceGroups/rg", "{'location':'westeurope'}");
    }

    private Response put(String version, String properties) {
        return client.put(
                client.cluster("rg", "shop") + "?api-version=" + version,
                "{'location':'westeurope','properties':{'dnsPrefix':'shop'" + properties + "}}");
    }

    private static String pools(String more) {
        return ",'agentPoolProfiles':[" + String.format(POOL, more) + "]";
    }

    @Test
    void aMisspeltFieldIsRefusedWordForWord() {
        Response refused = put("2026-08-01", pools("") + ",'oidcIssuerProfil':{'enabled':true}");
        JsonNode body = RawClient.body(refused);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(body.path("code").asText()).isEqualTo("UnmarshalError");
        assertThat(body.path("details").isNull()).isTrue();
        assertThat(body.path("subcode").asText()).isEmpty();
        assertThat(body.path("message").asText())
                .isEqualTo("UnmarshalEntity encountered error: json: unknown field \"oidcIssuerProfil\" Check that the"
                        + " field is in the right location, is spelled correctly, and is supported in the API version."
                        + " Visit aka.ms/aks/apiversions for more API version information..");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "2026-04-01, schedulerProfile, \",'schedulerProfile':{'upstream':{'schedulerConfigMode':'Default'}}\"",
                "2025-09-01, enabled, \",'httpProxyConfig':{'enabled':true}\"",
                "2026-08-01, intervalHour, \",'securityProfile':{'imageCleaner':{'enabled':true,'intervalHour':48}}\"",
                "2026-08-01, vmsiz, \",'agentPoolProfiles':[{'name':'system','vmsiz':'x'}]\"",
                "2026-08-01, artifactStreamingProfile, \",'agentPoolProfiles':[{'artifactStreamingProfile':{'enabled':true}}]\"",
                "2026-05-01, sshAccess, \",'agentPoolProfiles':[{'securityProfile':{'sshAccess':'Disabled'}}]\""
            })
    void whatAVersionDoesNotReadIsRefusedByName(String version, String field, String properties) {
        Response refused = put(version, properties);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(RawClient.body(refused).path("message").asText())
                .contains("json: unknown field \"" + field + "\" Check");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "2026-05-01, \",'schedulerProfile':{'upstream':{'schedulerConfigMode':'Default'}}\"",
                "2026-08-01, \",'tags':{}\"",
                "2023-11-01, \",'whatNobodyKnows':true\""
            })
    void whatItReadsIsTakenAndBefore2024AnythingWas(String version, String properties) {
        String more = properties.contains("tags") ? "" : properties;
        assertThat(put(version, pools("") + more).status()).isEqualTo(201);
    }

    @Test
    void poolsAreReadAsStrictly() {
        put("2026-08-01", pools(""));
        client.advance(Duration.ofMinutes(30));
        String pool = client.cluster("rg", "shop") + "/agentPools/apps?api-version=2026-08-01";
        String properties = "{'properties':{'mode':'User','count':1,'vmSize':'Standard_D4ds_v5'%s}}";
        Response refused = client.put(pool, String.format(properties, ",'maxSurge':'10%'".replace("%", "%%")));
        assertThat(RawClient.body(refused).path("code").asText()).isEqualTo("UnmarshalError");
        assertThat(client.put(pool, String.format(properties, ",'securityProfile':{'sshAccess':'Disabled'}"))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-09-01", "2025-06-15", "2024-09-02-preview"})
    void aVersionThatThereIsNotIsAnsweredAsArmDoes(String version) {
        Response refused = put(version, pools(""));
        assertThat(refused.status()).isEqualTo(400);
        JsonNode error = RawClient.body(refused).path("error");
        assertThat(error.path("code").asText()).isEqualTo("NoRegisteredProviderFound");
        assertThat(error.path("message").asText())
                .startsWith("No registered resource provider found for location 'westeurope' and API version '"
                        + version + "' for type 'managedClusters'. The supported api-versions are '2018-03-31, ")
                .contains("2026-07-01, 2026-08-01'. The supported locations are ', ");
    }

    @Test
    void aTypeThatAVersionDoesNotHaveYetIsNotFound() {
        put("2026-08-01", pools(""));
        Response refused = client.get(client.cluster("rg", "shop") + "/identityBindings/b?api-version=2026-03-01");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(RawClient.body(refused).at("/error/message").asText())
                .isEqualTo("The resource type 'managedClusters/identityBindings' could not be found in the namespace"
                        + " 'Microsoft.ContainerService' for api version '2026-03-01'. The supported api-versions are"
                        + " '2026-04-01,2026-05-01,2026-06-01,2026-07-01,2026-08-01'.");
    }
}
