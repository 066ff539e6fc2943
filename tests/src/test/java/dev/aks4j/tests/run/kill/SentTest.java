package dev.aks4j.tests.run.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.simulated.azure.log.RecordedRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the campaign rests on can tell a write that was sent twice. */
class SentTest {

    private static final String CLUSTER = "/subscriptions/s/resourceGroups/g/providers/p/managedClusters/shop";
    private static final String TO_36 = "{\"properties\":{\"kubernetesVersion\":\"1.36\"}}";

    private static RecordedRequest put(String body, int status) {
        URI uri = URI.create("https://management.azure.com" + CLUSTER);
        return new RecordedRequest(1, Instant.EPOCH, "PUT", uri, Map.of(), body, status, Map.of(), "");
    }

    @Test
    void writeAfterTheSameWasAcceptedIsSentAgain() {
        List<RecordedRequest> writes = List.of(put(TO_36, 201), put(TO_36, 201));
        assertThat(Sent.again(writes)).containsExactly("PUT " + CLUSTER.substring(16) + " 1.36 -> 201");
        assertThat(Sent.accepted(writes)).hasSize(2);
    }

    @Test
    void writeThatAzureRefusesBecauseTheSameIsUnderWayIsSentAgainToo() {
        assertThat(Sent.again(List.of(put(TO_36, 201), put(TO_36, 409)))).hasSize(1);
    }

    @Test
    void writeAfterARefusalOrForAnotherVersionIsNot() {
        assertThat(Sent.again(List.of(put(TO_36, 429), put(TO_36, 201), put(TO_36.replace("36", "37"), 200))))
                .isEmpty();
    }
}
