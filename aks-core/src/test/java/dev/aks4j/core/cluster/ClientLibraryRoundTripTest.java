package dev.aks4j.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonWriter;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import dev.aks4j.core.internal.cluster.api.ApiProperties;
import dev.aks4j.core.internal.cluster.api.Misfits;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the builders emit, the API knows: by the table of its properties, and by the client library's models as far as
 * they go, through which a misspelt property would be lost on the way.
 */
class ClientLibraryRoundTripTest {

    private static final ApiProperties CLUSTER = ApiProperties.of("managedClusters");
    private static final String POOLS = "/properties/agentPoolProfiles[]";

    static Stream<Named<ClusterSpec.Builder>> cases() {
        return Stream.concat(
                ClusterRulesTest.cases()
                        .flatMap(accepted -> accepted.accepted().stream()
                                .map(kept -> Named.of(accepted.rule(), (ClusterSpec.Builder) kept))),
                Stream.of(Named.of("everything", Everything.cluster())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theClientLibraryKeepsEveryProperty(ClusterSpec.Builder accepted) throws IOException {
        Json sent = ClusterDocuments.creation(accepted.build(), Fakes.SCOPE);
        assertThat(Documents.compare(sent, throughTheLibrary(sent), Optional::of))
                .filteredOn(lost -> !isNewer(lost))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theApiKnowsEveryProperty(ClusterSpec.Builder accepted) {
        Json sent = ClusterDocuments.creation(accepted.build(), Fakes.SCOPE);
        assertThat(Misfits.of(CLUSTER, "cluster", "", sent, AksApiVersion.NEWEST))
                .filteredOn(misfit -> misfit.kind() != Misfits.Kind.READ_ONLY)
                .isEmpty();
    }

    /** The library speaks the oldest version of the table; what came later it cannot know. */
    private static boolean isNewer(Difference lost) {
        String place = lost.path().replaceFirst("^/properties/agentPoolProfiles/[^/]+", POOLS);
        String parent = place;
        while (!parent.isEmpty()) {
            var known = CLUSTER.at(parent);
            if (known.isPresent()) {
                return known.get().since() != AksApiVersion.V2025_09_01
                        || known.get()
                                .writableSince()
                                .filter(since -> since != AksApiVersion.V2025_09_01)
                                .isPresent();
            }
            parent = parent.substring(0, parent.lastIndexOf('/'));
        }
        return false;
    }

    private static Json throughTheLibrary(Json document) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonReader reader = JsonProviders.createReader(document.toString());
                JsonWriter writer = JsonProviders.createWriter(text)) {
            ManagedClusterInner.fromJson(reader).toJson(writer);
        }
        return Json.parse(text.toString());
    }
}
