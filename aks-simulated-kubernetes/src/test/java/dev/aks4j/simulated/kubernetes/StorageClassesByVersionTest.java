package dev.aks4j.simulated.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which storage classes a cluster has depends on its version. */
class StorageClassesByVersionTest {

    @ParameterizedTest
    @CsvSource({"1.34.5, false", "1.35.2, true", "1.37.1, true"})
    void premiumSsdVersion2HasAClassFrom135On(String version, boolean there) {
        try (SimulatedKubernetes cluster =
                        SimulatedKubernetes.builder().version(version).build();
                KubernetesClient client = cluster.client()) {
            assertThat(client.storage().v1().storageClasses().list().getItems())
                    .extracting(each -> each.getMetadata().getName())
                    .contains("managed-csi", "managed-csi-premium")
                    .matches(names -> names.contains("managed-csi-premium-v2") == there);
        }
    }
}
