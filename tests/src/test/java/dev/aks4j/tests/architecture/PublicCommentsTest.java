package dev.aks4j.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every declaration that users see of the published modules starts with a sentence that says what it is. */
class PublicCommentsTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void everyPublicDeclarationHasAComment() throws IOException {
        assertThat(sources()).hasSizeGreaterThan(10);
        assertThat(PublicComments.missing(sources())).isEmpty();
    }

    @Test
    void aMissingCommentIsFound(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("Sample.java");
        Files.writeString(file, """
                package sample;
                public class Sample {
                  /** Said. */ public void said() {}
                  public void unsaid() {}
                  void hidden() {}
                  @Override public String toString() { return ""; }
                  public static final int UNSAID = 1;
                  /** A value. @param number said here */ public record Value(int number) { public Value {} }
                  /** A contract. */ public interface Contract { void implied(); private void hidden() {} }
                  public enum Kind { ONE }
                  static class Hidden { public void free() {} }
                }
                """);
        assertThat(PublicComments.missing(List.of(file)).stream().map(line -> line.substring(line.indexOf(' ') + 1)))
                .containsExactly("Sample", "unsaid", "UNSAID", "implied", "Kind", "ONE");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (path, attributes) -> path.toString().endsWith(".java")
                        && path.getName(1).toString().startsWith("aks-")
                        && path.toString().contains("src/main/java")
                        && !path.toString().contains("/" + ArchitectureRules.HIDDEN + "/"))) {
            return files.toList();
        }
    }
}
