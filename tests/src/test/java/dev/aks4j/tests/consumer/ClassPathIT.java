package dev.aks4j.tests.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resolves each module as a consumer does that names it and nothing else, and looks at what arrives. */
class ClassPathIT {

    private static final Path PROJECTS = Reactor.WORK.resolve("class-path");
    private static ConsumerRepository repository;

    @BeforeAll
    static void resolveAll() throws Exception {
        repository = ConsumerRepository.fresh();
        StringBuilder modules = new StringBuilder();
        for (String module : Reactor.MODULES) {
            write(module, POM.formatted("only-" + module, "jar", DEPENDENCY.formatted(module, Reactor.VERSION)));
            modules.append("<module>").append(module).append("</module>");
        }
        write(".", POM.formatted("all", "pom", "<modules>" + modules + "</modules>"));
        new ChildMaven(repository)
                .run(
                        PROJECTS,
                        ChildMaven.dependencyPlugin("build-classpath"),
                        "-DincludeScope=runtime",
                        "-Dmdep.outputFile=class-path.txt");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aConsumerGetsOneHttpStackAndOneVersionOfEverything(String module) {
        ClassPath classPath = resolved(module);
        assertThat(classPath.artifacts(repository.folder()))
                .doesNotHaveDuplicates()
                .noneMatch(artifact -> artifact.startsWith("io/netty/"))
                .noneMatch(artifact -> artifact.startsWith("io/projectreactor/netty/"))
                .noneMatch(artifact -> artifact.startsWith("io/vertx/"))
                .noneMatch(artifact -> artifact.endsWith("/jsr305"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aConsumerGetsTheVersionsThatWeTestWith(String module) throws IOException {
        List<String> tested = Reactor.testedArchives();
        List<String> other = new ArrayList<>(resolved(module).names());
        other.removeAll(tested);
        other.removeIf(name -> name.startsWith("aks-"));
        assertThat(other)
                .as("archives that a consumer gets and this build never ran with")
                .isEmpty();
    }

    /** Jars to the number; megabytes to within two, because our own code grows. */
    @ParameterizedTest
    @MethodSource("modules")
    void theReadmeSaysHowMuchArrives(String module) throws IOException {
        ClassPath classPath = resolved(module);
        System.out.printf(
                "%-14s %3d jars %5.1f MB%n", module, classPath.archives().size(), classPath.megabytes());
        String[] row = Files.readAllLines(Reactor.ROOT.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| `" + module + "` |"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no row for " + module + " in its module table"))
                .split(" *\\| *");
        assertThat(Integer.parseInt(row[3])).isEqualTo(classPath.archives().size());
        assertThat(Double.parseDouble(row[4].replace(" MB", ""))).isCloseTo(classPath.megabytes(), within(2.0));
    }

    static List<String> modules() {
        return Reactor.MODULES;
    }

    private static ClassPath resolved(String module) {
        return ClassPath.read(PROJECTS.resolve(module).resolve("class-path.txt"));
    }

    private static void write(String folder, String pom) throws IOException {
        Path project = PROJECTS.resolve(folder);
        Files.createDirectories(project);
        Files.writeString(project.resolve("pom.xml"), pom);
    }

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>consumer</groupId><artifactId>%s</artifactId><version>1</version><packaging>%s</packaging>
              %s
            </project>
            """;

    private static final String DEPENDENCY = """
            <dependencies>
              <dependency><groupId>dev.aks4j</groupId><artifactId>%s</artifactId><version>%s</version></dependency>
            </dependencies>""";
}
