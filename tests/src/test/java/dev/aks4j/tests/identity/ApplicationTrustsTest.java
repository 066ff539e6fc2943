package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.ApplicationTrusts;
import dev.aks4j.identity.ApplicationTrusts.Change;
import dev.aks4j.identity.ApplicationTrusts.Line;
import dev.aks4j.identity.FederatedCredentialSpec;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An application registration trusts a service account, from its spec to the token of a pod. */
@AksTest
class ApplicationTrustsTest {

    private static final Duration LONG = Duration.ofHours(3);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .workloadIdentity()
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(1))
            .build();

    private static FederatedCredentialSpec trust(ResourceId application, String name, String account) {
        return FederatedCredentialSpec.forServiceAccount(name, application, CLUSTER.id(), "default", account);
    }

    private static String token(Aks aks, String account) {
        try (KubernetesClient kubernetes = aks.kubernetes().client(CLUSTER.id(), LONG)) {
            kubernetes
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("default")
                            .endMetadata()
                            .build())
                    .get();
            kubernetes
                    .resource(new ServiceAccountBuilder()
                            .withNewMetadata()
                            .withName(account)
                            .withNamespace("default")
                            .endMetadata()
                            .build())
                    .serverSideApply();
            return kubernetes
                    .serviceAccounts()
                    .inNamespace("default")
                    .withName(account)
                    .tokenRequest(new TokenRequestBuilder()
                            .withNewSpec()
                            .withAudiences(FederatedCredentialSpec.AUDIENCE)
                            .withExpirationSeconds(3600L)
                            .endSpec()
                            .build())
                    .getStatus()
                    .getToken();
        }
    }

    private static boolean signsIn(Aks aks, SimulatedAzure azure, String client, String account) {
        String assertion = token(aks, account);
        try {
            aks.await(aks.signIn(AksCredential.clientAssertion(azure.tenantId(), client, () -> assertion)), LONG);
            return true;
        } catch (CredentialException refused) {
            return false;
        }
    }

    @Test
    void aServiceAccountSignsInAsTheApplicationAndASecondTimeNothingChanges(Aks aks, SimulatedAzure azure) {
        aks.plan(GROUP, CLUSTER).apply().await(LONG);
        String client = azure.addApplication("orders", "a-secret");
        ResourceId application = ApplicationTrusts.application(client);
        ApplicationTrusts trusts = ApplicationTrusts.of(aks, client);
        List<FederatedCredentialSpec> declared = List.of(trust(application, "shop-orders", "orders"));
        assertThat(signsIn(aks, azure, client, "orders")).isFalse();

        assertThat(trusts.plan(declared)).extracting(Line::change).containsExactly(Change.CREATE);
        assertThat(signsIn(aks, azure, client, "orders")).isFalse();
        trusts.apply(declared);
        azure.time().advance(Duration.ofMinutes(1));
        assertThat(signsIn(aks, azure, client, "orders")).isTrue();
        assertThat(signsIn(aks, azure, client, "carts")).isFalse();
        assertThat(trusts.apply(declared)).extracting(Line::change).containsExactly(Change.NONE);

        List<FederatedCredentialSpec> other = List.of(trust(application, "shop-orders", "carts"));
        assertThat(trusts.apply(other)).extracting(Line::change).containsExactly(Change.UPDATE);
        azure.time().advance(Duration.ofMinutes(1));
        assertThat(signsIn(aks, azure, client, "orders")).isFalse();
        assertThat(signsIn(aks, azure, client, "carts")).isTrue();

        assertThat(trusts.plan(List.of())).extracting(Line::change).containsExactly(Change.UNDECLARED);
        trusts.remove(List.of("shop-orders", "never-there"));
        assertThat(trusts.plan(List.of())).isEmpty();
        assertThat(signsIn(aks, azure, client, "carts")).isFalse();
    }

    @Test
    void whatIsThereCountsAndAnotherIdentitysCredentialIsRefused(Aks aks, SimulatedAzure azure) {
        String client = azure.addApplication("orders", "a-secret");
        ResourceId application = ApplicationTrusts.application(client);
        ApplicationTrusts trusts = ApplicationTrusts.of(aks, client);
        List<FederatedCredentialSpec> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(FederatedCredentialSpec.forIssuer(
                    "build-" + i, application, "https://issuer.example", "repo:" + i));
        }
        trusts.apply(many);
        assertThatThrownBy(() -> trusts.apply(List.of(FederatedCredentialSpec.forIssuer(
                        "build-20", application, "https://issuer.example", "repo:20"))))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-026");
        assertThatThrownBy(() -> trusts.apply(List.of(FederatedCredentialSpec.forIssuer(
                        "build-0", ApplicationTrusts.application("another"), "https://issuer.example", "repo:0"))))
                .hasMessageContaining("AKS-ID-028");
        assertThatThrownBy(() -> aks.plan(many.get(0)))
                .hasMessageContaining("AKS-ID-027")
                .hasMessageContaining("ApplicationTrusts.of(aks, clientId)");
    }
}
