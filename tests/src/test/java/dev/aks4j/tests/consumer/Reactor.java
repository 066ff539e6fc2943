package dev.aks4j.tests.consumer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The build that these tests run in: its folders, its version, and what it publishes. */
final class Reactor {

    static final Path ROOT = Path.of(property("aks4j.root"));
    static final Path WORK = ROOT.resolve("tests/target/consumer");
    static final String VERSION = property("aks4j.version");

    /** The published jars. The BOM is published too, and has none. */
    static final List<String> MODULES = List.of(
            "aks-core",
            "aks-network",
            "aks-storage",
            "aks-identity",
            "aks-simulated-kubernetes",
            "aks-simulated-azure",
            "aks-testkit",
            "aks-ledger-jdbc",
            "aks-spring-boot-starter",
            "aks-temporal");

    static final String BOM = "aks-bom";

    private Reactor() {}

    static Path jar(String module) {
        return built(ROOT.resolve(module).resolve("target/" + module + "-" + VERSION + ".jar"));
    }

    static Path publishedPom(String module) {
        return built(ROOT.resolve(module).resolve("target/published-pom.xml"));
    }

    static Path simulator() {
        return built(ROOT.resolve("aks-simulated-azure/target/simulator/aks-simulator.jar"));
    }

    /** File names of the archives that the build itself tests with. */
    static List<String> testedArchives() {
        try {
            String classPath = Files.readString(built(ROOT.resolve("tests/target/reactor-class-path.txt")));
            return ClassPath.of(classPath).names();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "System property " + name
                            + " is missing: these tests run in Maven's integration-test phase, so use mvn verify from the root.");
        }
        return value;
    }

    private static Path built(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(
                    file + " is missing: run mvn verify from the root, which builds every module first.");
        }
        return file;
    }
}
