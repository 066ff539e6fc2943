package dev.aks4j.spring.test;

import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.AksException;
import dev.aks4j.spring.AksProperties;
import dev.aks4j.testkit.SimulatedAzure;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@link SimulatedAks} imports. */
@Configuration(proxyBeanMethods = false)
class SimulatedAksConfiguration {

    @Bean(destroyMethod = "close")
    SimulatedAzure simulatedAzure(AksProperties properties) {
        Map<String, AksProperties.Subscription> byName = new TreeMap<>(properties.subscriptions());
        if (byName.isEmpty()) {
            throw new AksException("No subscription is configured, so there is none to simulate. Set"
                    + " aks4j.subscriptions.<name>.id in the application's or the test's properties.");
        }
        String first = byName.values().iterator().next().id();
        return SimulatedAzure.builder().subscription(first).build();
    }

    @Bean
    Transport simulatedTransport(SimulatedAzure azure) {
        return azure.transport();
    }

    @Bean
    AksCredential simulatedCredential(SimulatedAzure azure) {
        return AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret());
    }
}
