package consumer;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;

/** Makes a cluster of one node through ARM, plans again, and lists its nodes through its Kubernetes API. */
public final class BareConsumer {

    private BareConsumer() {}

    /** Runs in the cloud at {@code subscription, armEndpoint, entraAuthority, caCertificate}. */
    public static void main(String[] args) {
        try (Aks aks = Aks.builder(args[0])
                .cloud(AzureCloud.custom(args[1], args[2]))
                .transport(Transport.standard(Path.of(args[3])))
                .credential(AksCredential.standard())
                .build()) {
            ResourceGroupSpec group = ResourceGroupSpec.of("rg-bare", Region.WEST_EUROPE);
            ClusterSpec cluster = ClusterSpec.builder("bare", group)
                    .systemPool(
                            "system", pool -> pool.vmSize("Standard_D4ds_v5").count(1))
                    .build();
            aks.plan(group, cluster).apply().await(Duration.ofMinutes(10));
            System.out.println(
                    "ARM: nothing left to do is " + aks.plan(group, cluster).isEmpty());

            try (KubernetesClient kubernetes =
                    aks.kubernetes().client(cluster.id().inSubscription(args[0]), Duration.ofMinutes(10))) {
                System.out.println("Kubernetes: nodes "
                        + kubernetes.nodes().list().getItems().size());
            }
        }
    }
}
