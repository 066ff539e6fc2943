package dev.aks4j.tests.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.testkit.AksTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Jackson 2 and Jackson 3 meet on one class path; either writes what the SDK gives as what its {@code toJson} says. */
@AksTest
class OtherJacksonsTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private static ClusterSpec cluster(int nodes) {
        return ClusterSpec.builder("shop", GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(nodes))
                .build();
    }

    private static void bothWrite(Object value, Json expected) throws Exception {
        assertThat(Json.parse(new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(value)))
                .as("Jackson 2")
                .isEqualTo(expected);
        assertThat(Json.parse(new tools.jackson.databind.ObjectMapper().writeValueAsString(value)))
                .as("Jackson 3")
                .isEqualTo(expected);
    }

    @Test
    void aPlanAndWhatItConsistsOf(Aks aks) throws Exception {
        aks.plan(GROUP, cluster(3)).apply().await(Duration.ofHours(1));
        Plan plan = aks.plan(GROUP, cluster(5));

        bothWrite(plan, plan.toJson());
        bothWrite(plan.entries(), plan.toJson().path("entries"));
        bothWrite(plan.steps().get(0), plan.steps().get(0).toJson());
        Json entry = plan.toJson().at("/entries/0");
        assertThat(entry.path("change").asText()).isEqualTo("UPDATE");
        assertThat(entry.path("address").asText()).endsWith("/managedClusters/shop");
        assertThat(entry.at("/parts/0/differences/0"))
                .isEqualTo(
                        Json.parse("{\"path\":\"/properties/agentPoolProfiles/system/count\",\"before\":3,\"after\":5,"
                                + "\"change\":\"UPDATE\",\"reason\":\"\"}"));
    }

    @Test
    void aRunAndTheDocumentsOfWhatIsThere(Aks aks) throws Exception {
        var run = aks.plan(GROUP, cluster(3)).apply();
        var result = run.await(Duration.ofHours(1));
        bothWrite(result, result.toJson());
        assertThat(result.toJson().path("success").asBoolean()).isTrue();
        Json document = aks.clusters().get(cluster(3).id()).document();
        bothWrite(document, document);
        assertThat(document.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
    }
}
