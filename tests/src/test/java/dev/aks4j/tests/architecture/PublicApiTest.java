package dev.aks4j.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users can see of each published module stands in {@code docs/api}, so that a review shows what a change does to
 * them. Write it anew, and commit it with the change, by {@code -Daks4j.api=true}.
 */
class PublicApiTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DUMPS = ROOT.resolve("docs/api");

    static List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith("aks-"))
                    .filter(name -> Files.isDirectory(ROOT.resolve(name).resolve("src/main/java")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void publicApiIsAsWrittenDown(String module) throws IOException {
        Path dump = DUMPS.resolve(module + ".txt");
        String now = PublicApi.of(sources(ROOT.resolve(module)));
        if (Boolean.getBoolean("aks4j.api")) {
            Files.createDirectories(DUMPS);
            Files.writeString(dump, now);
        }
        assertThat(now.lines())
                .as(
                        "The public API of %s differs from docs/api/%s.txt. If that is wanted, write it anew with"
                                + " -Daks4j.api=true (CONTRIBUTING.md has the command) and commit it.",
                        module, module)
                .isEqualTo(Files.readString(dump).lines().toList());
    }

    /** {@code object} stays: it is what every library of JSON calls it. */
    @ParameterizedTest
    @MethodSource("modules")
    void noMethodHasANameThatKotlinWritesInQuotes(String module) throws IOException {
        assertThat(PublicApi.of(sources(ROOT.resolve(module))).lines())
                .filteredOn(line -> Pattern.compile("\\b(as|fun|in|is|typealias|typeof|val|var|when)\\(")
                        .matcher(line)
                        .find())
                .isEmpty();
    }

    @Test
    void anEnumsFieldIsNoConstantOfIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("Level.java");
        Files.writeString(file, """
                package sample;
                public enum Level { LOW(1), HIGH(2); public static final Level BEST = HIGH; Level(int value) {} }
                """);
        assertThat(PublicApi.of(List.of(file))).isEqualTo("""
                enum sample.Level
                    HIGH
                    LOW
                    static final Level BEST
                """);
    }

    @Test
    void whatUsersSeeIsWrittenDownAndNothingElse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("Sample.java");
        Files.writeString(file, """
                package sample;
                public sealed class Sample<T extends Comparable<T>> extends Base implements Contract {
                  public static final int ONE = 1;
                  private int hidden;
                  protected Sample(String name) {}
                  void alsoHidden() {}
                  @Deprecated public <X> X cast(Class<X> type, int... more) throws Problem { return null; }
                  @Override public String toString() { return ""; }
                  public record Value(int number, String text) { public Value {} static Value none() { return null; } }
                  public interface Part { int size(); default int twice() { return 2; } private void no() {} enum Kind { A, B } }
                  static class Hidden { public void free() {} }
                }
                """);
        assertThat(PublicApi.of(List.of(file))).isEqualTo("""
                sealed class sample.Sample<T extends Comparable<T>> extends Base implements Contract
                    @Deprecated <X> X cast(Class<X> type, int... more) throws Problem
                    protected Sample(String name)
                    static final int ONE
                interface sample.Sample.Part
                    default int twice()
                    int size()
                enum sample.Sample.Part.Kind
                    A
                    B
                record sample.Sample.Value(int number, String text)
                """);
    }

    private static List<Path> sources(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/" + ArchitectureRules.HIDDEN + "/"))
                    .sorted()
                    .toList();
        }
    }
}
