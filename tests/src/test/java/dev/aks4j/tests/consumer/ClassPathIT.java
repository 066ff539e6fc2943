package dev.aks4j.tests.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resolves each module as a consumer does that names it and nothing else, and looks at what arrives. */
class ClassPathIT {

    private static ConsumerProjects projects;

    @BeforeAll
    static void resolveAll() throws Exception {
        projects = ConsumerProjects.get();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aConsumerGetsOneHttpStackAndOneVersionOfEverything(String module) {
        ClassPath classPath = projects.classPathWith(module);
        assertThat(classPath.artifacts(projects.repository().folder()))
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
        List<String> other = new ArrayList<>(projects.classPathWith(module).names());
        other.removeAll(tested);
        // JSpecify holds annotations that nobody reads while a program runs.
        other.removeIf(name -> name.startsWith("aks-") || name.startsWith("jspecify-"));
        assertThat(other)
                .as("archives that a consumer gets and this build never ran with")
                .isEmpty();
    }

    /** Jars to the number; megabytes to within two, because our own code grows. */
    @ParameterizedTest
    @MethodSource("modules")
    void theReadmeSaysHowMuchArrives(String module) throws IOException {
        ClassPath classPath = projects.classPathWith(module);
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
}
