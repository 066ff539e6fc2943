package dev.aks4j.tests.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.storage.AccountKeySpec;
import dev.aks4j.storage.FileShareSpec;
import dev.aks4j.storage.FileSku;
import dev.aks4j.storage.PersistentVolumeSpec;
import dev.aks4j.storage.StorageAccess;
import dev.aks4j.storage.StorageAccountSpec;
import dev.aks4j.testkit.SimulatedAzure;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys of accounts are fetched where a driver needs them, into a secret of the cluster, and shown nowhere. */
class AccountKeyTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final StorageAccountSpec ACCOUNT =
            StorageAccountSpec.forFiles("shopkeys", GROUP, FileSku.STANDARD).build();
    private static final FileShareSpec SHARE =
            FileShareSpec.builder("documents", ACCOUNT, 64).build();
    private static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .network(CniOverlay.builder().build())
            .identity(ControlPlaneIdentity.create())
            .feature(StorageAccess.builder().share(SHARE).build())
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
            .build();
    private static final AccountKeySpec KEY =
            AccountKeySpec.builder("documents-key", "default", ACCOUNT).build();
    private static final PersistentVolumeSpec VOLUME =
            PersistentVolumeSpec.ofShare("documents", SHARE).secret(KEY).build();
    private static final List<Spec> ALL = List.of(GROUP, ACCOUNT, SHARE, CLUSTER, KEY.on(CLUSTER), VOLUME.on(CLUSTER));

    @Test
    void aKeyIsFetchedWrittenShownNowhereAndFollowedWhenItIsRenewed() {
        SimulatedAzure azure = SimulatedAzure.create();
        try (Aks aks = Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .build()) {
            Plan plan = aks.plan(ALL, PlanOptions.standard());
            assertThat(plan.problems()).filteredOn(Problem::isError).isEmpty();
            assertThat(plan.apply().await(LONG).isSuccess()).isTrue();

            ResourceId account = ACCOUNT.id().inSubscription(azure.subscriptionId());
            String first = key(aks, account, "listKeys", Json.missing());
            assertThat(secret(aks, azure)).isEqualTo("shopkeys " + first);
            assertThat(aks.plan(ALL, PlanOptions.standard()).toString())
                    .startsWith("No changes")
                    .doesNotContain(first);
            assertThat(plan.toString() + plan.toJson()).doesNotContain(first);

            String second = key(
                    aks,
                    account,
                    "regenerateKey",
                    Json.object().put("keyName", "key1").build());
            assertThat(second).isNotEqualTo(first);
            Plan renewed = aks.plan(ALL, PlanOptions.standard());
            assertThat(renewed.entries())
                    .filteredOn(entry -> entry.change() != Change.NONE)
                    .singleElement()
                    .extracting(PlanEntry::name, PlanEntry::change)
                    .containsExactly("shop/default/documents-key", Change.UPDATE);
            assertThat(renewed.toString()).contains("key-created").doesNotContain(first, second);
            assertThat(renewed.apply().await(LONG).isSuccess()).isTrue();
            assertThat(secret(aks, azure)).isEqualTo("shopkeys " + second);
            assertThat(aks.plan(ALL, PlanOptions.standard()).isEmpty()).isTrue();
        }
    }

    private static String key(Aks aks, ResourceId account, String action, Json body) {
        return aks.await(aks.arm().send(ArmRequest.post(account, action, "2025-06-01", body)), LONG)
                .body()
                .at("/keys/0/value")
                .asText();
    }

    private static String secret(Aks aks, SimulatedAzure azure) {
        try (KubernetesClient client =
                aks.kubernetes().client(CLUSTER.id().inSubscription(azure.subscriptionId()), Duration.ofMinutes(1))) {
            var data = client.secrets()
                    .inNamespace("default")
                    .withName("documents-key")
                    .get()
                    .getData();
            return text(data.get("azurestorageaccountname")) + " " + text(data.get("azurestorageaccountkey"));
        }
    }

    private static String text(String encoded) {
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
