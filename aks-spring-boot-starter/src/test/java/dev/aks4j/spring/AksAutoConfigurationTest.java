package dev.aks4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.AksClients;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.ledger.jdbc.JdbcLedger;
import dev.aks4j.spring.test.SimulatedAks;
import dev.aks4j.testkit.SimulatedAzure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class AksAutoConfigurationTest {

    private static final String ONE = "aks4j.subscriptions.prod.id=00000000-0000-0000-0000-00000000000a";
    private static final String TWO = "aks4j.subscriptions.test.id=00000000-0000-0000-0000-00000000000b";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AksAutoConfiguration.class));
    private final ApplicationContextRunner simulated =
            runner.withUserConfiguration(Simulated.class).withPropertyValues(ONE);

    /** An application whose Azure is simulated. */
    @Configuration(proxyBeanMethods = false)
    @SimulatedAks
    static class Simulated {}

    /** An application with Micrometer and a database. */
    @Configuration(proxyBeanMethods = false)
    static class Surroundings {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        DataSource database() {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return source;
        }
    }

    /** Something of the application that uses one of two subscriptions. */
    static class User {
        final Aks aks;

        User(@Qualifier("test") Aks aks) {
            this.aks = aks;
        }
    }

    private static Run provision(Aks aks) {
        ResourceGroupSpec group = ResourceGroupSpec.of("rg-acme", Region.WEST_EUROPE);
        ClusterSpec acme = ClusterSpec.builder("acme", group)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        return aks.plan(group, acme).apply();
    }

    @Test
    void oneSubscriptionIsTheClient() {
        runner.withPropertyValues(ONE).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Aks.class).subscriptionId()).endsWith("a");
            assertThat(context.getBean(Ledger.class)).isInstanceOf(MemoryLedger.class);
        });
    }

    @Test
    void severalSubscriptionsAreToldByTheirNames() {
        runner.withPropertyValues(ONE, TWO).withBean(User.class).run(context -> {
            assertThat(context.getBean(User.class).aks.subscriptionId()).endsWith("b");
            assertThat(context.getBeansOfType(Aks.class)).containsOnlyKeys("aks.prod", "aks.test");
            assertThat(context.getBean(AksClients.class).all()).isNotEmpty();
        });
    }

    @Test
    void allThatIsWrongWithTheConfigurationIsSaidAtOnceAndNoSecret() {
        runner.withPropertyValues(
                        "aks4j.subscriptions.prod.client-secret=s3cr3t",
                        "aks4j.subscriptions.test.id=00000000-0000-0000-0000-00000000000b",
                        "aks4j.subscriptions.test.tenant-id=t")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("aks4j.subscriptions.prod.id is missing")
                        .hasMessageContaining("prod has only some of tenant-id, client-id and client-secret")
                        .hasMessageContaining("test has only some")
                        .hasMessageNotContaining("s3cr3t"));
    }

    @Test
    void ledgerIsTheOneThatIsAskedFor(@TempDir Path folder) {
        runner.withPropertyValues(ONE)
                .withUserConfiguration(Surroundings.class)
                .run(context -> assertThat(context.getBean(Ledger.class)).isInstanceOf(JdbcLedger.class));
        runner.withPropertyValues(ONE, "aks4j.ledger.type=file", "aks4j.ledger.path=" + folder.resolve("runs"))
                .run(context -> assertThat(context.getBean(Ledger.class)).isInstanceOf(FileLedger.class));
        runner.withPropertyValues(ONE, "aks4j.ledger.type=embedded", "aks4j.ledger.path=" + folder.resolve("h2"))
                .run(context -> assertThat(context.getBean(Ledger.class)).isInstanceOf(JdbcLedger.class));
        runner.withPropertyValues(ONE, "aks4j.ledger.type=file")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("aks4j.ledger.path is missing"));
        runner.withPropertyValues(ONE, "aks4j.ledger.type=jdbc")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("no data source"));
    }

    @Test
    void testHasASimulatedAzureWithMetricsAndHealth() {
        simulated.withUserConfiguration(Surroundings.class).run(context -> {
            provision(context.getBean(Aks.class)).await(Duration.ofHours(1));

            assertThat(context.getBean(SimulatedAzure.class)).hasCluster("acme");
            assertThat(context.getBean(MeterRegistry.class)
                            .get("aks4j.runs")
                            .tag("outcome", "succeeded")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(context.getBean(RunsHealth.class).health().getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void healthIsDownWithoutALedgerAndTellsHowRunsStand() {
        simulated.withBean(Ledger.class, BrokenLedger::new).run(context -> {
            BrokenLedger ledger = (BrokenLedger) context.getBean(Ledger.class);
            provision(context.getBean(Aks.class)).stop();
            context.getBean(SimulatedAzure.class).time().advance(Duration.ofMinutes(1));
            assertThat(context.getBean(RunsHealth.class).health().getDetails().toString())
                    .contains("prod")
                    .contains("stopped=1");
            ledger.broken = true;
            assertThat(context.getBean(RunsHealth.class).health().getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void runIsLeftAtTheShutdownAndTakenUpAtTheNextStart() {
        MemoryLedger ledger = new MemoryLedger();
        SimulatedAzure azure = SimulatedAzure.builder()
                .subscription("00000000-0000-0000-0000-00000000000a")
                .build();
        ApplicationContextRunner deployed = runner.withPropertyValues(
                        ONE,
                        "aks4j.resume.enabled=true",
                        "aks4j.subscriptions.prod.tenant-id=" + azure.tenantId(),
                        "aks4j.subscriptions.prod.client-id=" + azure.clientId(),
                        "aks4j.subscriptions.prod.client-secret=" + azure.clientSecret())
                .withBean(Ledger.class, () -> ledger)
                .withBean(Transport.class, azure::transport);
        String[] id = new String[1];
        deployed.run(context -> {
            Run run = provision(context.getBean(Aks.class));
            azure.time().advance(Duration.ofMinutes(1));
            id[0] = run.id();
        });
        deployed.run(context -> {
            Aks aks = context.getBean(Aks.class);
            azure.time().advance(Duration.ofMinutes(60));
            LedgerRun run = aks.runs().find(id[0]).orElseThrow();
            assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        });
        assertThat(ledger.read(id[0]))
                .extracting(entry -> entry.fact().path("why").asText())
                .contains(RunEnd.CLOSED.name());
        assertThat(ledger.read(id[0]))
                .extracting(entry -> entry.fact().path("fact").asText())
                .contains("claimed");
    }

    @Test
    void everySettingIsInTheMetadataAndNoOther() throws Exception {
        String metadata = new String(
                getClass()
                        .getResourceAsStream("/META-INF/spring-configuration-metadata.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        Set<String> listed = Json.parse(metadata).path("properties").stream()
                .map(property -> property.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> bound = new TreeSet<>();
        collect("aks4j", AksProperties.class, bound);
        assertThat(listed).isEqualTo(bound);
    }

    private static void collect(String prefix, Class<?> type, Set<String> names) {
        for (var parameter : type.getDeclaredConstructors()[0].getParameters()) {
            String name = prefix + "."
                    + parameter.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            boolean nested = List.of(AksProperties.class.getDeclaredClasses()).contains(parameter.getType())
                    && !parameter.getType().isEnum();
            if (nested) {
                collect(name, parameter.getType(), names);
            } else {
                names.add(name);
            }
        }
    }

    /** A ledger in memory that can break. */
    private static final class BrokenLedger implements Ledger {
        private final Ledger ledger = new MemoryLedger();
        private volatile boolean broken;

        private Ledger whole() {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return ledger;
        }

        @Override
        public void append(LedgerEntry entry) {
            whole().append(entry);
        }

        @Override
        public List<LedgerEntry> read(String run) {
            return whole().read(run);
        }

        @Override
        public List<String> unfinished() {
            return whole().unfinished();
        }

        @Override
        public void close() {}
    }
}
