package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.DatedFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that lists dated facts by their age, and the warning about those that are older than a year. */
class FactsPageTest {

    private static final Pattern RELEASE = Pattern.compile("<project.build.outputTimestamp>(\\d{4}-\\d{2}-\\d{2})T");

    @Test
    void thePageListsThemOldestFirst() throws IOException {
        StringBuilder page = new StringBuilder("# What Azure said, and when\n\n" + AksFacts.ALL.size()
                + " facts with a date that rules read as data, oldest first: until when versions are supported, from when"
                + " systems are closed, what goes with which Kubernetes version. What is older than a year is to be looked"
                + " up again; the build of a release warns. Made from `facts.tsv` by `FactsPageTest`; do not edit.\n\n"
                + "| as of | topic | which | what | source |\n|---|---|---|---|---|\n");
        AksFacts.ALL.stream()
                .sorted(Comparator.comparing(DatedFact::asOf))
                .forEach(fact -> page.append("| " + fact.asOf() + " | " + fact.topic() + " | " + fact.key() + " | "
                        + fact.value() + " | " + fact.source() + " |\n"));
        GeneratedPage.check("facts.md", page.toString());
    }

    @Test
    void eachHasADayAndASourceAndStandsOnce() {
        assertThat(AksFacts.ALL)
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.source()).isNotBlank())
                .extracting(fact -> fact.topic() + " " + fact.key())
                .doesNotHaveDuplicates();
    }

    /** A fact does not become wrong by its age, so this warns and does not fail. */
    @Test
    void whatIsOlderThanAYearIsAWarningInTheBuildOfARelease() throws IOException {
        LocalDate release = release();
        List<DatedFact> old = old(release);
        old.forEach(fact -> System.out.println("[WARNING] older than a year on " + release + ": " + fact.topic() + " "
                + fact.key() + " = " + fact.value() + ", as of " + fact.asOf() + " (" + fact.source() + ")"));
        assertThat(old(release.plusYears(5))).hasSameSizeAs(AksFacts.ALL);
        assertThat(old(LocalDate.EPOCH)).isEmpty();
    }

    private static List<DatedFact> old(LocalDate on) {
        return AksFacts.ALL.stream()
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
