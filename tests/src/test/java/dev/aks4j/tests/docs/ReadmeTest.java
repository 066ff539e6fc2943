package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** Group, version and modules as the build has them, in Maven's words and in Gradle's. */
    @Test
    void theSnippetsNameWhatTheBuildMakes() throws IOException {
        List<String> blocks = Readme.read().blocks("Use it");
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String version = pom.replaceAll("(?s).*<revision>(.*?)</revision>.*", "$1");
        assertThat(blocks).hasSize(3);
        assertThat(blocks.get(1)).contains("<artifactId>aks-bom</artifactId><version>" + version + "</version>");
        assertThat(blocks.get(2)).contains("platform(\"dev.aks4j:aks-bom:" + version + "\")");
        for (String module : List.of("aks-core", "aks-network", "aks-storage", "aks-identity", "aks-testkit")) {
            assertThat(pom).contains("<module>" + module + "</module>");
            assertThat(blocks.get(1)).contains("<groupId>dev.aks4j</groupId><artifactId>" + module + "</artifactId>");
            assertThat(blocks.get(2)).contains("\"dev.aks4j:" + module + "\"");
        }
    }

    @Test
    void theListingsAreTheOnesThatTheCompilerSees() throws IOException {
        assertThat(Readme.read().blocks("What you write")).isEqualTo(compiledListings());
    }

    private static List<String> compiledListings() throws IOException {
        List<String> listings = new ArrayList<>();
        listings.add(Files.readAllLines(Path.of("src/test/java/dev/aks4j/tests/docs/Listing.java")).stream()
                .filter(line -> line.startsWith("import "))
                .collect(Collectors.joining("\n", "", "\n")));
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
