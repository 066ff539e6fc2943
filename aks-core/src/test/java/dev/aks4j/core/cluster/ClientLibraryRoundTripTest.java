package dev.aks4j.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonWriter;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.core.plan.kind.Documents;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the builders emit, the client library's models know: a misspelt property would be lost on the way. */
class ClientLibraryRoundTripTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Named<ClusterSpec.Builder>> cases() {
        return Stream.concat(
                RulesTest.cases()
                        .flatMap(accepted -> accepted.accepted().stream()
                                .map(kept -> Named.of(accepted.rule(), (ClusterSpec.Builder) kept))),
                Stream.of(Named.of("everything", Everything.cluster())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theClientLibraryKeepsEveryProperty(ClusterSpec.Builder accepted) throws IOException {
        JsonNode sent = ClusterDocuments.creation(accepted.build(), Fakes.SCOPE);
        assertThat(Documents.compare(sent, throughTheLibrary(sent), Optional::of))
                .isEmpty();
    }

    private static JsonNode throughTheLibrary(JsonNode document) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonReader reader = JsonProviders.createReader(document.toString());
                JsonWriter writer = JsonProviders.createWriter(text)) {
            ManagedClusterInner.fromJson(reader).toJson(writer);
        }
        return JSON.readTree(text.toString());
    }
}
