package dev.aks4j.spring;

import dev.aks4j.core.AksClients;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.SecretSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Makes {@link AksClients}, and an {@link dev.aks4j.core.Aks} for each subscription. A bean of the application takes the
 * place of each of them: {@link Ledger}, {@link Transport}, {@link AksCredential}, {@link SecretSource}. Thread-safe.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration"
        })
@EnableConfigurationProperties(AksProperties.class)
@Import(SubscriptionBeans.class)
public class AksAutoConfiguration {

    /** Made by Spring. */
    public AksAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    Transport aksTransport(AksProperties properties) {
        return properties.caCertificate().map(Transport::standard).orElseGet(Transport::standard);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Ledger aksLedger(AksProperties properties, ObjectProvider<javax.sql.DataSource> database) {
        return LedgerChoice.of(properties.ledger(), database);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    AksClients aksClients(
            AksProperties properties,
            Transport transport,
            Ledger ledger,
            ObjectProvider<AksCredential> credential,
            ObjectProvider<SecretSource> secrets,
            ObjectProvider<SubscriptionListener> listeners) {
        AksClients.Builder clients = AksClients.builder()
                .cloud(cloud(properties))
                .transport(transport)
                .ledger(ledger)
                .credential(credential.getIfAvailable(AksCredential::standard));
        return clients.each(aks -> {
                    secrets.ifAvailable(aks::secrets);
                    SubscriptionListener.combine(listeners.orderedStream().toList())
                            .ifPresent(aks::listener);
                    return aks;
                })
                .build();
    }

    private static AzureCloud cloud(AksProperties properties) {
        if (!properties.armEndpoint().isEmpty() || !properties.entraAuthority().isEmpty()) {
            return AzureCloud.custom(properties.armEndpoint(), properties.entraAuthority());
        }
        return switch (properties.cloud()) {
            case PUBLIC_CLOUD -> AzureCloud.PUBLIC;
            case US_GOVERNMENT -> AzureCloud.US_GOVERNMENT;
            case CHINA -> AzureCloud.CHINA;
        };
    }

    @Bean
    RunsLifecycle aksRunsLifecycle(
            AksClients clients, AksProperties properties, Transport transport, SubscriptionNames names) {
        return new RunsLifecycle(clients, names, properties.resume(), transport.scheduler());
    }

    /** Numbers, where the application has Micrometer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(io.micrometer.core.instrument.MeterRegistry.class)
    static class Metrics {

        @Bean
        @ConditionalOnBean(io.micrometer.core.instrument.MeterRegistry.class)
        SubscriptionListener aksMetrics(io.micrometer.core.instrument.MeterRegistry registry) {
            return new SubscriptionListener(dev.aks4j.core.metrics.AksMetrics.on(registry));
        }
    }

    /** Spans, where the application has OpenTelemetry. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(io.opentelemetry.api.OpenTelemetry.class)
    static class Tracing {

        @Bean
        @ConditionalOnBean(io.opentelemetry.api.OpenTelemetry.class)
        SubscriptionListener aksTracing(io.opentelemetry.api.OpenTelemetry telemetry) {
            return new SubscriptionListener(dev.aks4j.core.metrics.AksTracing.on(telemetry));
        }
    }

    /** Health, where the application has Boot's health. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
    static class Health {

        @Bean
        @ConditionalOnMissingBean(name = "aksHealthIndicator")
        RunsHealth aksHealthIndicator(AksClients clients, SubscriptionNames names) {
            return new RunsHealth(clients, names);
        }
    }
}
