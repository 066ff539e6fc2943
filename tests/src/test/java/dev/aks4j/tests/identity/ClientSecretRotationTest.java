package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.identity.ClientSecretRotation;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client secret is rotated, and at no moment is there none that works. */
@AksTest
class ClientSecretRotationTest {

    private static final Duration SHORT = Duration.ofMinutes(1);

    private static String signIn(Aks aks, SimulatedAzure azure, String client, String secret) {
        try {
            return aks.await(aks.signIn(AksCredential.clientSecret(azure.tenantId(), client, secret)), SHORT)
                    .objectId();
        } catch (CredentialException refused) {
            return "refused";
        }
    }

    private static Instant inAYear(SimulatedAzure azure) {
        return azure.time().now().plus(Duration.ofDays(365));
    }

    @Test
    void theNewSecretWorksWhenItIsHandedOverAndTheOldOneUntilItIsRemoved(Aks aks, SimulatedAzure azure) {
        String client = azure.addApplication("deployer", "old-secret");
        ClientSecretRotation rotation = ClientSecretRotation.of(aks, client);
        List<String> handed = new ArrayList<>();
        var rotated = rotation.rotate(inAYear(azure), secret -> {
            assertThat(signIn(aks, azure, client, secret)).isNotEqualTo("refused");
            assertThat(signIn(aks, azure, client, "old-secret")).isNotEqualTo("refused");
            handed.add(secret);
        });
        assertThat(signIn(aks, azure, client, "old-secret")).isNotEqualTo("refused");
        rotation.removeOld(rotated);
        rotation.removeOld(rotated);
        assertThat(signIn(aks, azure, client, "old-secret")).isEqualTo("refused");
        assertThat(signIn(aks, azure, client, handed.get(0))).isNotEqualTo("refused");
        assertThat(rotated.toString()).doesNotContain(handed.get(0));
    }

    @Test
    void whereTheNewSecretCannotBeHandedOverItIsTakenBack(Aks aks, SimulatedAzure azure) {
        String client = azure.addApplication("deployer", "old-secret");
        List<String> handed = new ArrayList<>();
        assertThatThrownBy(() -> ClientSecretRotation.of(aks, client).rotate(inAYear(azure), secret -> {
                    handed.add(secret);
                    throw new IllegalStateException("the vault is closed");
                }))
                .hasMessage("the vault is closed");
        assertThat(signIn(aks, azure, client, handed.get(0))).isEqualTo("refused");
        assertThat(signIn(aks, azure, client, "old-secret")).isNotEqualTo("refused");
    }

    @Test
    void theOldOnesStayWhereTheNewOneIsGone(Aks aks, SimulatedAzure azure) {
        String client = azure.addApplication("deployer", "old-secret");
        ClientSecretRotation rotation = ClientSecretRotation.of(aks, client);
        var first = rotation.rotate(inAYear(azure), secret -> {});
        var second = rotation.rotate(inAYear(azure), secret -> {});
        rotation.removeOld(second);
        assertThatThrownBy(() -> rotation.removeOld(first)).hasMessageContaining("is not there any more");
    }

    @Test
    void aSecretThatIsOverIsRefused(Aks aks, SimulatedAzure azure) {
        String client = azure.addApplication("deployer", "old-secret");
        List<String> handed = new ArrayList<>();
        ClientSecretRotation.of(aks, client).rotate(azure.time().now().plus(Duration.ofDays(1)), handed::add);
        azure.time().advance(Duration.ofDays(2));
        assertThat(signIn(aks, azure, client, handed.get(0))).isEqualTo("refused");
    }
}
