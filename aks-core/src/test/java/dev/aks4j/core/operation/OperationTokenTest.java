package dev.aks4j.core.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTokenTest {

    private static final OperationToken TOKEN = new OperationToken(
            "POST",
            ResourceId.parse(
                    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop"),
            "2026-08-01",
            "stop",
            Optional.of("https://management.azure.com/subscriptions/s/operations/0b1c?c=signed"),
            Optional.of("https://management.azure.com/subscriptions/s/operationresults/0b1c?c=signed"),
            Instant.parse("2026-11-23T09:00:00Z"));

    @Test
    void textLeadsBackToTheToken() {
        assertThat(OperationToken.parse(TOKEN.text())).isEqualTo(TOKEN);
        assertThat(TOKEN.operationId()).isEqualTo("0b1c");
        assertThat(TOKEN.toString()).doesNotContain("signed");
    }

    /** What another version wrote may mean something else. */
    @ParameterizedTest
    @CsvSource({"2,2", "0,0", "-1,-1", "null,none", "\"x\",x"})
    void tokenOfAnotherVersionIsNotGuessedAt(String version, String said) {
        String text = TOKEN.text().replace("\"v\":1", "\"v\":" + version);
        assertThat(text).isNotEqualTo(TOKEN.text());
        assertThatThrownBy(() -> OperationToken.parse(text))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("has version " + said)
                .hasMessageContaining("reads version 1");
    }

    @Test
    void tokenWithoutAVersionIsNone() {
        assertThatThrownBy(() -> OperationToken.parse(TOKEN.text().replace("\"v\":1,", "")))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("version none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"v\":1}", "{\"v\":1,\"method\":\"GET\"}", "text"})
    void otherTextIsNoToken(String text) {
        assertThatThrownBy(() -> OperationToken.parse(text)).isInstanceOf(AksException.class);
    }
}
