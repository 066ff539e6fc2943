package dev.aks4j.tests.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubAndSpokeTest {

    private static final Duration LONG = Duration.ofHours(3);

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    @Test
    void allOfItIsMadePlannedAgainAndRemovedWithNothingLeft() throws Exception {
        Spec[] specs = new HubAndSpoke().specs().toArray(Spec[]::new);
        Plan first = aks.plan(specs);
        first.apply().await(LONG);

        assertThat(first.warnings()).isEmpty();

        Plan again = aks.plan(specs);
        assertThat(again.entries()).as(again.toString()).allMatch(entry -> entry.change() == Change.NONE);

        assertThat(again.unmanaged()).as(again.toString()).isEmpty();

        aks.planRemoval(specs).apply().await(LONG);
        assertThat(aks.plan(specs).entries()).allMatch(entry -> entry.change() == Change.CREATE);
    }

    @Test
    void aRightThatSomebodyElseWasToGrantIsNamed() {
        HubAndSpoke land = new HubAndSpoke();
        land.grants = false;
        land.kept = spec -> !spec.address().name().equals("dual");
        Plan plan = aks.plan(land.specs().toArray(Spec[]::new));

        assertThatThrownBy(() -> plan.apply().await(LONG))
                .hasMessageContaining("LinkedAuthorizationFailed")
                .hasMessageContaining("Microsoft.Network/virtualNetworks/subnets/join/action");
    }
}
