package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.identity.ClientCertificateRotation;
import dev.aks4j.testing.SelfSigned;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate is rotated, and at no moment is there none that works. */
@AksTest
class ClientCertificateRotationTest {

    private static final SelfSigned FIRST = SelfSigned.make("first");
    private static final SelfSigned SECOND = SelfSigned.make("second");

    @TempDir
    private Path folder;

    private AksCredential credential(SimulatedAzure azure, String client, SelfSigned one) {
        try {
            Path file = Files.writeString(folder.resolve(one.hashCode() + ".pem"), one.keyPem() + one.certificatePem());
            return AksCredential.clientCertificate(azure.tenantId(), client, file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean signsIn(Aks aks, AksCredential credential) {
        try {
            aks.await(aks.signIn(credential), Duration.ofMinutes(1));
            return true;
        } catch (CredentialException refused) {
            return false;
        }
    }

    @Test
    void theNewOneWorksWhenItIsHandedOverAndTheOldOneUntilItIsRemoved(Aks aks, SimulatedAzure azure) {
        String client = azure.addApplication("deployer", "a-secret");
        AksCredential first = credential(azure, client, FIRST);
        AksCredential second = credential(azure, client, SECOND);
        ClientCertificateRotation rotation = ClientCertificateRotation.of(aks, client);
        assertThat(signsIn(aks, first)).isFalse();
        rotation.rotate(FIRST.certificate(), first, () -> {});
        assertThat(signsIn(aks, first)).isTrue();
        assertThat(signsIn(aks, second)).isFalse();
        List<String> handed = new ArrayList<>();
        var rotated = rotation.rotate(SECOND.certificate(), second, () -> {
            assertThat(signsIn(aks, second)).isTrue();
            assertThat(signsIn(aks, first)).isTrue();
            handed.add("over");
        });
        assertThat(handed).hasSize(1);
        assertThat(signsIn(aks, first)).isTrue();
        rotation.removeOld(rotated);
        rotation.removeOld(rotated);
        assertThat(signsIn(aks, first)).isFalse();
        assertThat(signsIn(aks, second)).isTrue();
    }

    @Test
    void whereItCannotBeHandedOverItIsTakenBackAndWhereItIsGoneTheOldOnesStay(Aks aks, SimulatedAzure azure) {
        String client = azure.addApplication("deployer", "a-secret");
        AksCredential first = credential(azure, client, FIRST);
        AksCredential second = credential(azure, client, SECOND);
        ClientCertificateRotation rotation = ClientCertificateRotation.of(aks, client);
        var before = rotation.rotate(FIRST.certificate(), first, () -> {});
        assertThatThrownBy(() -> rotation.rotate(SECOND.certificate(), second, () -> {
                    throw new IllegalStateException("the vault is closed");
                }))
                .hasMessage("the vault is closed");
        assertThat(signsIn(aks, second)).isFalse();
        assertThat(signsIn(aks, first)).isTrue();
        var after = rotation.rotate(SECOND.certificate(), second, () -> {});
        rotation.removeOld(after);
        assertThatThrownBy(() -> rotation.removeOld(before)).hasMessageContaining("is not there any more");
        assertThat(signsIn(aks, second)).isTrue();
    }
}
