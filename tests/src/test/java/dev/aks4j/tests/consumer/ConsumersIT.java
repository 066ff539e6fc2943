package dev.aks4j.tests.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Builds and runs the projects in {@code tests/consumers} as their owners would: with what we publish, what Maven Central
 * serves, and nothing else. Each talks to the simulated Azure over HTTPS, to ARM and to a Kubernetes API.
 */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class ConsumersIT {

    private static ConsumerProjects projects;
    private static StandaloneSimulator simulator;

    @BeforeAll
    static void startAzure() throws Exception {
        projects = ConsumerProjects.get();
        simulator = StandaloneSimulator.start("--time-scale", "1000");
    }

    @AfterAll
    static void stopAzure() {
        if (simulator != null) {
            simulator.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"bare, consumer.BareConsumer", "spring-boot, consumer.SpringBootConsumer"})
    void buildsAndReachesAzureAndACluster(String name, String main) throws Exception {
        ClassPath classPath = projects.classPathOf(name);
        assertThat(classPath.archives())
                .allMatch(archive -> archive.startsWith(projects.repository().folder()));

        String printed = run(ConsumerProjects.folder(name), classPath, main);

        assertThat(printed).contains("ARM: nothing left to do is true").contains("Kubernetes: nodes 1");
        assertThat(projects.repository().oursPresent()).hasSize(Reactor.MODULES.size() + 1);
    }

    @Test
    void theSimulatorPrintsOneLineAndEndsWithItsStandardInput() throws Exception {
        try (StandaloneSimulator alone = StandaloneSimulator.start()) {
            assertThat(alone.json().fieldNames())
                    .toIterable()
                    .contains("arm", "entra", "tenant", "subscription", "clientId", "clientSecret", "caCertificate");
            assertThat(alone.stop()).isEmpty();
            assertThat(alone.exitCode()).isZero();
        }
    }

    private static String run(Path project, ClassPath classPath, String main) throws IOException, InterruptedException {
        JsonNode azure = simulator.json();
        return ChildProcess.run(
                project,
                Duration.ofMinutes(15),
                Map.of(
                        "CLASSPATH", classPath.with(project.resolve("target/classes")),
                        "AZURE_TENANT_ID", azure.path("tenant").asText(),
                        "AZURE_CLIENT_ID", azure.path("clientId").asText(),
                        "AZURE_CLIENT_SECRET", azure.path("clientSecret").asText()),
                Stream.concat(
                                ChildProcess.brief().stream(),
                                Stream.of(
                                        main,
                                        azure.path("subscription").asText(),
                                        azure.path("arm").asText(),
                                        azure.path("entra").asText(),
                                        azure.path("caCertificate").asText()))
                        .toList());
    }
}
