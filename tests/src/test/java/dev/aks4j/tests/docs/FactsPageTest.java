package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.DatedFact;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.simulated.azure.internal.known.KnownFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that lists dated facts by their age, and the warning about those that are older than a year. */
class FactsPageTest {

    static final List<DatedFact> ALL = Stream.of(
                    AksFacts.ALL.stream(),
                    DatedFact.read(CniOverlay.class, "facts.tsv").stream(),
                    KnownFact.ALL.stream()
                            .map(fact -> new DatedFact(
                                    "simulated " + fact.topic(), fact.key(), fact.value(), fact.asOf(), fact.source())))
            .flatMap(facts -> facts)
            .toList();

    /** A date that something ends or begins on, within a text; and a date as a value. */
    private static final Pattern IN_CODE = Pattern.compile(
            "\"[^\"]*\\b(retires?|retired|ends?|ended|closed?|since|until|removed from)( on)? 20\\d\\d-\\d\\d[^\"]*\""
                    + "|(LocalDate|YearMonth)\\.(of\\(|parse\\(\")20\\d\\d");

    /** Where dates are no facts about what Azure offers. */
    private static final Map<String, String> NO_FACTS =
            Map.of("ApiVersions.java", "between which dates a text is an api-version at all");

    private static final Pattern RELEASE = Pattern.compile("<project.build.outputTimestamp>(\\d{4}-\\d{2}-\\d{2})T");

    @Test
    void thePageListsThemOldestFirst() throws IOException {
        StringBuilder page = new StringBuilder("# What Azure said, and when\n\n" + ALL.size()
                + " facts with a date that rules and the simulated Azure read as data, oldest first: until when versions are"
                + " supported, from when systems are closed, what goes with which Kubernetes version, which regions there"
                + " are. What is older than a year is to be looked up again; the build of a release warns. Made from the"
                + " `facts.tsv` of the modules by `FactsPageTest`; do not edit. The simulator shares no data with the rules,"
                + " so some stand here twice.\n\n"
                + "| as of | topic | which | what | source |\n|---|---|---|---|---|\n");
        ALL.stream()
                .sorted(Comparator.comparing(DatedFact::asOf))
                .forEach(fact -> page.append("| " + fact.asOf() + " | " + fact.topic() + " | " + fact.key() + " | "
                        + fact.value() + " | " + fact.source() + " |\n"));
        GeneratedPage.check("facts.md", page.toString());
    }

    @Test
    void eachHasADayAndASourceAndStandsOnce() {
        assertThat(ALL)
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.source()).isNotBlank())
                .extracting(fact -> fact.topic() + " " + fact.key())
                .doesNotHaveDuplicates();
    }

    @Test
    void noDateStandsInCodeThatAFactShouldGive() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            String code = Files.readString(file)
                    .replaceAll("(?s)/\\*.*?\\*/", "")
                    .replaceAll("(?s)\\.source\\(.*?\\)\\s*(\\.|;|,)", "")
                    .replaceAll("(?s)String \\w+\\s*=.*?;", "");
            Matcher matcher = IN_CODE.matcher(code);
            while (matcher.find() && !NO_FACTS.containsKey(file.getFileName().toString())) {
                found.add(file.getFileName() + ": " + matcher.group());
            }
        }
        assertThat(found).isEmpty();
        assertThat(IN_CODE.matcher("\"retires on 2028-03-31\"").find()).isTrue();
        assertThat(IN_CODE.matcher("YearMonth.of(2027, 3)").find()).isTrue();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("/src/main/java/dev/aks4j/"))
                    .toList();
        }
    }

    /** A fact does not become wrong by its age, so this warns and does not fail. */
    @Test
    void whatIsOlderThanAYearIsAWarningInTheBuildOfARelease() throws IOException {
        LocalDate release = release();
        List<DatedFact> old = old(release);
        old.stream()
                .collect(Collectors.groupingBy(
                        fact -> fact.topic() + ", as of " + fact.asOf() + " (" + fact.source() + ")",
                        TreeMap::new,
                        Collectors.mapping(DatedFact::key, Collectors.joining(", "))))
                .forEach((which, keys) -> System.out.println("[WARNING] older than a year on " + release
                        + ", to be looked up again: " + which + ": " + keys));
        assertThat(old(release.plusYears(5))).hasSameSizeAs(ALL);
        assertThat(old(LocalDate.EPOCH)).isEmpty();
    }

    private static List<DatedFact> old(LocalDate on) {
        return ALL.stream()
                .filter(fact -> fact.asOf().isBefore(on.minusYears(1)))
                .toList();
    }

    /** The day of the release is the time that archives carry, which the root POM says. */
    private static LocalDate release() throws IOException {
        Matcher day = RELEASE.matcher(Files.readString(Path.of("..", "pom.xml")));
        assertThat(day.find()).isTrue();
        return LocalDate.parse(day.group(1));
    }
}
