package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the README against what is there. */
class ReadmeTest {

    @ParameterizedTest
    @ValueSource(strings = {"Run it", "Test it", "Simulated Azure on its own"})
    void aCommandIsOneBlockOfOneLine(String heading) throws IOException {
        List<String> blocks = Readme.read().blocks(heading);
        assertThat(blocks).hasSize(1);
        assertThat(blocks.get(0).lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"Run it,examples/quickstart", "Simulated Azure on its own,aks-simulated-azure"})
    void aCommandNamesAModuleAndTheArchiveThatItMakes(String heading, String module) throws IOException {
        assertThat(Readme.read().blocks(heading).get(0))
                .contains("-pl " + module + " -am")
                .contains("java -jar " + module + "/target/");
        assertThat(Path.of("..", module, "pom.xml")).isRegularFile();
    }

    @Test
    void ciRunsTheCommandOfTheReadme() throws IOException {
        assertThat(Readme.read().blocks("Test it")).containsExactly("mvn -B -ntp verify\n");
        assertThat(Files.readString(Path.of("..", ".ci", "run")))
                .contains("\"## Test it\"")
                .contains("README.md");
    }

    @Test
    void theListingsAreTheOnesThatTheCompilerSees() throws IOException {
        assertThat(Readme.read().blocks("What you write")).isEqualTo(compiledListings());
    }

    private static List<String> compiledListings() throws IOException {
        List<String> listings = new ArrayList<>();
        for (String file : List.of("Listing", "ListingTest")) {
            String source = Files.readString(Path.of("src/test/java/dev/aks4j/tests/docs/" + file + ".java"));
            Pattern.compile("// listing: \\w+\n(.*?)\n *// listing: end", Pattern.DOTALL)
                    .matcher(source)
                    .results()
                    .forEach(match -> listings.add(match.group(1).stripIndent() + "\n"));
        }
        return listings;
    }

    @Test
    void relativeLinksLeadSomewhere() throws IOException {
        List<String> targets = Readme.read().lines().stream()
                .flatMap(line ->
                        Pattern.compile("\\]\\(([^):]+)\\)").matcher(line).results())
                .map(match -> match.group(1))
                .toList();
        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(target -> assertThat(Path.of("..", target)).exists());
    }
}
