package dev.aks4j.tests.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builds and runs the projects in {@code tests/consumers} as their owners would: with what we publish, what Maven Central
 * serves, and nothing else. Each talks to the simulated Azure over HTTPS, to ARM and to a Kubernetes API.
 */
class ConsumersIT {

    private static ConsumerRepository repository;
    private static StandaloneSimulator simulator;

    @BeforeAll
    static void startAzure() throws Exception {
        Files.createDirectories(Reactor.WORK);
        repository = ConsumerRepository.fresh();
        simulator = StandaloneSimulator.start();
    }

    @AfterAll
    static void stopAzure() {
        if (simulator != null) {
            simulator.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bare", "spring-boot"})
    void buildsAndReachesAzureAndACluster(String name) throws Exception {
        Path project = copy(name);
        new ChildMaven(repository)
                .run(
                        project,
                        "compile",
                        ChildMaven.dependencyPlugin("build-classpath"),
                        "-DincludeScope=runtime",
                        "-Dmdep.outputFile=class-path.txt");
        ClassPath classPath = ClassPath.read(project.resolve("class-path.txt"));
        assertThat(classPath.archives()).allMatch(archive -> archive.startsWith(repository.folder()));

        String printed = run(project, classPath);

        assertThat(printed).contains("ARM: nothing left to do is true").contains("Kubernetes: nodes 1");
        assertThat(repository.oursPresent()).hasSize(Reactor.MODULES.size() + 1);
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

    private static String run(Path project, ClassPath classPath) throws IOException, InterruptedException {
        JsonNode azure = simulator.json();
        return ChildProcess.run(
                project,
                Duration.ofMinutes(2),
                Map.of(
                        "CLASSPATH", classPath.with(project.resolve("target/classes")),
                        "AZURE_TENANT_ID", azure.path("tenant").asText(),
                        "AZURE_CLIENT_ID", azure.path("clientId").asText(),
                        "AZURE_CLIENT_SECRET", azure.path("clientSecret").asText()),
                List.of(
                        ChildProcess.java(),
                        "consumer.Application",
                        azure.path("subscription").asText(),
                        azure.path("arm").asText(),
                        azure.path("entra").asText(),
                        azure.path("caCertificate").asText()));
    }

    private static Path copy(String name) throws IOException {
        Path from = Reactor.ROOT.resolve("tests/consumers").resolve(name);
        Path to = Reactor.WORK.resolve(name);
        ConsumerRepository.delete(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                if (!relative.startsWith("target")) {
                    Path copy = to.resolve(relative);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return to;
    }
}
