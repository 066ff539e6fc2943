package dev.aks4j.tests.consumer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Maven in a process of its own, on a {@link ConsumerRepository}. */
final class ChildMaven {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ConsumerRepository repository;

    ChildMaven(ConsumerRepository repository) {
        this.repository = repository;
    }

    /** Runs the goals in the project's folder and fails with Maven's output if Maven does. */
    void run(Path project, String... goals) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(Reactor.property("aks4j.maven"), "bin", "mvn").toString(),
                "-B",
                "-q",
                "-gs",
                repository.settings().toString(),
                "-Dmaven.repo.local=" + repository.folder(),
                "-Drevision=" + Reactor.VERSION));
        command.addAll(List.of(goals));
        ChildProcess.run(project, PATIENCE, command);
    }

    static String dependencyPlugin(String goal) {
        return "org.apache.maven.plugins:maven-dependency-plugin:" + Reactor.property("aks4j.dependencyPlugin") + ":"
                + goal;
    }
}
