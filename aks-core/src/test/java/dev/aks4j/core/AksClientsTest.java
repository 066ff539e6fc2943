package dev.aks4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.testing.FakeTransport;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Clients of many subscriptions share what is the program's, and not what is Azure's. */
class AksClientsTest {

    private static final String ONE = FakeTransport.SUBSCRIPTION;
    private static final String OTHER = "00000000-0000-0000-0000-00000000000B";

    private final FakeTransport transport = new FakeTransport();
    private final AksCredential credential = AksCredential.clientSecret("tenant", "client", FakeTransport.SECRET);
    private final AksClients clients =
            AksClients.builder().transport(transport).credential(credential).build();

    private void read(Aks aks) {
        aks.arm().send(ArmRequest.get(ResourceId.group("rg").inSubscription(aks.subscriptionId()), "2021-04-01"));
        transport.time().settle();
    }

    @Test
    void subscriptionsOfOneCredentialShareItsToken() {
        transport.fakeAzure().on("GET", "/resourceGroups/rg").reply(200, "{}").forever();
        read(clients.of(ONE));
        int first = transport.fakeEntra().seen().size();
        read(clients.of(OTHER));

        assertThat(first).isPositive();
        assertThat(transport.fakeEntra().seen().size()).isEqualTo(first);
        assertThat(transport.fakeAzure().seen("GET", OTHER)).hasSize(1);

        AksCredential theirs = AksCredential.clientSecret("their-tenant", "client", FakeTransport.SECRET);
        read(clients.of("00000000-0000-0000-0000-00000000000c", theirs));
        assertThat(transport.fakeEntra().seen().size()).as("another tenant").isGreaterThan(first);
    }

    @Test
    void throttledSubscriptionHoldsUpNoOther() {
        transport
                .fakeAzure()
                .on("GET", "/subscriptions/" + ONE)
                .times(50, 429, "{}", "Retry-After", "600")
                .forever();
        transport
                .fakeAzure()
                .on("GET", "/subscriptions/" + OTHER)
                .reply(200, "{}")
                .forever();
        read(clients.of(ONE));
        read(clients.of(OTHER));

        assertThat(transport.fakeAzure().seen("GET", OTHER))
                .singleElement()
                .satisfies(
                        seen -> assertThat(seen.at()).isEqualTo(transport.time().now()));
    }

    @Test
    void clientIsMadeOnceAndLetterCaseIsNoDifference() {
        assertThat(clients.of(OTHER)).isSameAs(clients.of(OTHER.toLowerCase(Locale.ROOT)));
        assertThat(clients.of(OTHER, credential)).isSameAs(clients.of(OTHER));
        assertThatThrownBy(() -> clients.of(OTHER, AksCredential.azureCli()))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("another credential");
        assertThatThrownBy(() -> clients.of("prod")).isInstanceOf(AksException.class);
        assertThat(clients.all()).hasSize(1);
        assertThat(clients.toString()).doesNotContain(FakeTransport.SECRET);
    }

    @Test
    void closedClientsMakeNoMore() {
        clients.of(ONE);
        clients.close();

        assertThatThrownBy(() -> clients.of(ONE))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> clients.of(OTHER)).isInstanceOf(AksException.class);
    }
}
