package dev.aks4j.tests.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local Maven repository as a consumer has it: of aks4j it holds what this build would publish and nothing else;
 * everything else comes from Maven Central, through the files that the machine has already fetched.
 */
final class ConsumerRepository {

    private final Path folder = Reactor.WORK.resolve("repository");
    private final Path settings = Reactor.WORK.resolve("settings.xml");

    private ConsumerRepository() {}

    static ConsumerRepository fresh() throws IOException {
        ConsumerRepository repository = new ConsumerRepository();
        delete(repository.ours());
        for (String module : Reactor.MODULES) {
            repository.publish(module, "jar", Reactor.jar(module));
            repository.publish(module, "pom", Reactor.publishedPom(module));
        }
        repository.publish(Reactor.BOM, "pom", Reactor.publishedPom(Reactor.BOM));
        Files.writeString(
                repository.settings,
                SETTINGS.formatted(fetched().toUri(), fetched().toUri()));
        return repository;
    }

    Path folder() {
        return folder;
    }

    Path settings() {
        return settings;
    }

    /** The artifacts of aks4j that the repository holds now, fetched ones included if there were any. */
    List<String> oursPresent() throws IOException {
        try (Stream<Path> children = Files.list(ours())) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private void publish(String module, String type, Path file) throws IOException {
        Path version = ours().resolve(module).resolve(Reactor.VERSION);
        Files.createDirectories(version);
        Files.copy(
                file,
                version.resolve(module + "-" + Reactor.VERSION + "." + type),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Path ours() {
        return folder.resolve("dev/aks4j");
    }

    private static Path fetched() {
        return Path.of(Reactor.property("aks4j.localRepository"));
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static final String SETTINGS = """
            <settings xmlns="http://maven.apache.org/SETTINGS/1.2.0">
              <profiles>
                <profile>
                  <id>fetched</id>
                  <repositories>
                    <repository>
                      <id>fetched</id><url>%s</url>
                      <releases><checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>false</enabled></snapshots>
                    </repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository>
                      <id>fetched</id><url>%s</url>
                      <releases><checksumPolicy>ignore</checksumPolicy></releases><snapshots><enabled>false</enabled></snapshots>
                    </pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>fetched</activeProfile></activeProfiles>
            </settings>
            """;
}
