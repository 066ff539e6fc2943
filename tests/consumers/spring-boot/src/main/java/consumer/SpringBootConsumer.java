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
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Makes a cluster of one node through ARM, plans again, and lists its nodes through its Kubernetes API. */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringBootConsumer {

    /** Runs in the cloud at {@code subscription, armEndpoint, entraAuthority, caCertificate}. */
    public static void main(String[] args) {
        SpringApplication.run(SpringBootConsumer.class, args);
    }

    @Bean(destroyMethod = "close")
    Aks aks(ApplicationArguments arguments) {
        var given = arguments.getNonOptionArgs();
        return Aks.builder(given.get(0))
                .cloud(AzureCloud.custom(given.get(1), given.get(2)))
                .transport(Transport.standard(Path.of(given.get(3))))
                .credential(AksCredential.standard())
                .build();
    }

    @Bean
    ApplicationRunner provision(Aks aks) {
        return arguments -> {
            ResourceGroupSpec group = ResourceGroupSpec.of("rg-spring-boot", Region.WEST_EUROPE);
            ClusterSpec cluster = ClusterSpec.builder("spring-boot", group)
                    .systemPool(
                            "system", pool -> pool.vmSize("Standard_D4ds_v5").count(1))
                    .build();
            aks.plan(group, cluster).apply().await(Duration.ofMinutes(10));
            System.out.println(
                    "ARM: nothing left to do is " + aks.plan(group, cluster).isEmpty());

            String subscription = arguments.getNonOptionArgs().get(0);
            try (KubernetesClient kubernetes =
                    aks.kubernetes().client(cluster.id().inSubscription(subscription), Duration.ofMinutes(10))) {
                System.out.println("Kubernetes: nodes "
                        + kubernetes.nodes().list().getItems().size());
            }
        };
    }
}
