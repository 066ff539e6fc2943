package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No rule of any module goes without a test of something that breaks it and of something that keeps it. Modules write
 * such pairs as {@code RuleCase}s, which hold only if both come out as they should; here is checked that each rule has one.
 */
class EveryRuleIsTestedTest {

    /** Where a pair begins: the rule's id is the first argument of the constructor, or of a method that calls it. */
    private static final Pattern CASE = Pattern.compile("\\w\\(\\s*\"(AKS-[A-Z0-9]+-\\d{3})\"");

    private static final Pattern ID = Pattern.compile("AKS-[A-Z0-9]+-\\d{3}");

    @Test
    void everyRuleOfASpecOrAVerbHasAPair() throws IOException {
        Set<String> paired = ids(CASE, text -> text.contains("RuleCase"));
        assertThat(RulesPageTest.RULES.keySet())
                .filteredOn(id -> !isOfPlans(id))
                .allSatisfy(id -> assertThat(paired).contains(id));
    }

    /** Rules of plans judge what a planner found; its tests name the rule where it speaks, and see none where it does not. */
    @Test
    void everyRuleOfPlansIsNamedByATest() throws IOException {
        Set<String> named = ids(ID, text -> true);
        assertThat(RulesPageTest.RULES.keySet())
                .filteredOn(EveryRuleIsTestedTest::isOfPlans)
                .isNotEmpty()
                .allSatisfy(id -> assertThat(named).contains(id));
    }

    private static boolean isOfPlans(String id) {
        return id.startsWith("AKS-PLAN-");
    }

    private interface Which {
        boolean includes(String text);
    }

    private static Set<String> ids(Pattern pattern, Which which) throws IOException {
        Set<String> ids = new TreeSet<>();
        for (Path file : tests()) {
            String text = Files.readString(file);
            Matcher matcher = pattern.matcher(text);
            while (which.includes(text) && matcher.find()) {
                ids.add(matcher.group(matcher.groupCount()));
            }
        }
        return ids;
    }

    private static Set<Path> tests() {
        return Stream.of("aks-core", "aks-network", "aks-storage", "aks-identity", "tests")
                .map(module -> Path.of("..", module, "src", "test", "java"))
                .flatMap(root -> {
                    try (Stream<Path> files = Files.walk(root)) {
                        return files
                                .filter(file -> file.toString().endsWith(".java"))
                                .filter(file -> !file.endsWith("EveryRuleIsTestedTest.java"))
                                .collect(Collectors.toSet())
                                .stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.toSet());
    }
}
