package dev.aks4j.tests.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.cluster.api.ApiProperties;
import dev.aks4j.core.internal.cluster.api.ApiProperty;
import dev.aks4j.core.model.Problem;
import dev.aks4j.tests.agreement.Opinions.Both;
import dev.aks4j.tests.docs.AllFacts;
import dev.aks4j.tests.docs.AllRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What became known of AKS by 2026, fact by fact, in {@code known-2026.tsv}: each is held by a rule, a dated fact, a property
 * with its builder, examples that rules and simulated Azure judge alike, or has a reason why nothing follows from it here.
 */
class KnownIn2026Test {

    private static final Set<String> EXAMPLES = Set.of("refused", "accepted", "warned", "answer");

    /** One line below a fact. */
    private record Held(String fact, String kind, String which, String what) {
        @Override
        public String toString() {
            return fact + ": " + kind + " " + which + " " + what;
        }
    }

    private static final List<Held> ALL = read();

    private static List<Held> read() {
        List<Held> all = new ArrayList<>();
        try (InputStream in = KnownIn2026Test.class.getResourceAsStream("known-2026.tsv")) {
            String fact = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("= ")) {
                    fact = line.substring(2);
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    String[] parts = line.split("\t", 3);
                    assertThat(parts).as(line).hasSize(3);
                    all.add(new Held(fact, parts[0], parts[1], parts[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Stream<Held> of(String... kinds) {
        return ALL.stream().filter(held -> Set.of(kinds).contains(held.kind()));
    }

    @Test
    void rulesAndSimulatedAzureJudgeEveryExampleAlike() throws IOException {
        List<String> wrong = new ArrayList<>();
        int examples = 0;
        try (Opinions opinions = new Opinions()) {
            for (Held held : of(EXAMPLES.toArray(new String[0])).toList()) {
                examples++;
                Both both = opinions.of(ToldSketch.of(held.what()));
                String answer = both.answer().orElse("");
                boolean right =
                        switch (held.kind()) {
                            case "refused" -> both.rules().contains(held.which()) && answer.startsWith("400");
                            case "answer" -> answer.startsWith("400 " + held.which() + " ");
                            case "warned" ->
                                both.rules().isEmpty()
                                        && answer.isEmpty()
                                        && opinions
                                                .problems(ToldSketch.of(held.what())
                                                        .named(0))
                                                .stream()
                                                .filter(problem -> !problem.isError())
                                                .map(Problem::rule)
                                                .anyMatch(held.which()::equals);
                            default -> both.rules().isEmpty() && answer.isEmpty();
                        };
                if (!right) {
                    wrong.add(held + ": " + both);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(examples).isGreaterThan(80);
    }

    @Test
    void everyRuleThatIsNamedThereIsAndSaysTheCodeThatAzureAnswers() {
        Set<String> all = AllRules.ids();
        assertThat(of("rule", "refused", "warned").map(Held::which))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(all).contains(id));
        Map<String, Set<String>> codes = AllRules.codesOf400();
        assertThat(of("code"))
                .isNotEmpty()
                .allSatisfy(held -> assertThat(codes.get(held.which())).containsExactly(held.what()));
    }

    @Test
    void everyDatedFactIsAsItIsSaid() {
        Map<String, String> facts = AllFacts.values();
        assertThat(of("fact"))
                .isNotEmpty()
                .allSatisfy(held -> assertThat(facts).as(held.fact()).containsEntry(held.which(), held.what()));
    }

    @Test
    void everyPropertyAndValueIsKnownSinceItsVersionAndSetByABuilder() {
        assertThat(of("property")).hasSizeGreaterThan(40).allSatisfy(held -> {
            String[] at = held.which().split(" ");
            String[] since = held.what().split(" ");
            ApiProperty property = ApiProperties.of(at[0]).at(at[1]).orElseThrow();
            assertThat(property.since().toString()).as(held.which()).isEqualTo(since[0]);
            assertThat(property.writableSince().map(Object::toString))
                    .as(held.which())
                    .hasValue(since[since.length - 1]);
            assertThat(AllFacts.method(at[0], at[1])).as(held.which()).isPresent();
        });
        assertThat(of("value")).isNotEmpty().allSatisfy(held -> {
            String[] at = held.which().split("[ =]");
            ApiProperty property = ApiProperties.of(at[0]).at(at[1]).orElseThrow();
            assertThat(ApiProperties.since(property, at[2]).map(Object::toString))
                    .as(held.which())
                    .hasValue(held.what());
        });
    }

    @Test
    void everyTestThatHoldsAFactThereIs() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(file -> file.toString().matches(".*/src/test/java/.*Test\\.java"))
                    .toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        assertThat(of("test")).isNotEmpty().allSatisfy(held -> {
            String[] at = held.which().split("\\.");
            assertThat(Optional.ofNullable(sources.get(at[0])))
                    .as(held.toString())
                    .hasValueSatisfying(
                            source -> assertThat(source).containsPattern("void " + Pattern.quote(at[1]) + "\\("));
        });
    }

    @Test
    void noFactIsWithoutAnythingAndNoReasonIsEmpty() throws IOException {
        try (InputStream in = KnownIn2026Test.class.getResourceAsStream("known-2026.tsv")) {
            List<String> facts = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("= "))
                    .map(line -> line.substring(2))
                    .toList();
            assertThat(facts).doesNotHaveDuplicates().hasSizeGreaterThan(100);
            assertThat(ALL).extracting(Held::fact).containsAll(facts);
        }
        assertThat(of("none")).allSatisfy(held -> assertThat(held.what()).hasSizeGreaterThan(5));
        assertThat(ALL)
                .extracting(Held::kind)
                .isSubsetOf(
                        "refused",
                        "accepted",
                        "warned",
                        "answer",
                        "rule",
                        "code",
                        "fact",
                        "property",
                        "value",
                        "test",
                        "none");
    }
}
