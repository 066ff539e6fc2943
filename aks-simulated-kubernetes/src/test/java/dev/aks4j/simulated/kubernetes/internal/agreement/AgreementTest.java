package dev.aks4j.simulated.kubernetes.internal.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The simulated API answers as the real one does: what real servers of two releases answered is asked of it again.
 *
 * <p>The data {@code 1.37-apiserver} is of a server without controllers and scheduler, which 303 requests were written for
 * that the simulated API had not seen; it got 93.2 % of their outcomes and 67.4 % of their bodies right at first.
 *
 * <p>The data {@code 1.37-hostile} is of the scenarios in {@code scenarios-hostile.txt}, which were written to break
 * things. When it was asked first, the simulated API got 92.8 % of their outcomes and 72.4 % of their bodies right.
 *
 * <p>The data {@code fresh} is of 2,697 requests that were drawn: valid objects of every type with one or two places changed at
 * random, sent by every verb and kind of patch, and families of requests about lists, owners, subresources, admission and
 * custom types; 132 whose answer depended on the moment are left out. When it was asked first, the simulated API got 91.7 %
 * of their outcomes and 70.6 % of their bodies right, and refused 28 valid ones.
 *
 * <p>The shares only grow. Requests whose status or reason differ are listed by name in {@code differences.txt}; none that is
 * valid for the real server is refused. How to ask a server anew is in CONTRIBUTING.
 *
 * <p>A normal build asks everything as the newest release was asked, and a third of the scenarios as the one before was; the
 * profile {@code campaign} asks everything. The scenarios are each in a namespace of its own.
 */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class AgreementTest {

    private static final boolean ALL = Boolean.getBoolean("aks4j.campaign");

    @ParameterizedTest
    @CsvSource({
        "1.37, 1.37.2, 99.7, 93.5, 1",
        "1.36, 1.36.3, 99.6, 89.5, 3",
        "1.37-apiserver, 1.37.2, 99.3, 77.0, 1",
        "1.37-hostile, 1.37.2, 98.9, 81.2, 1",
        "1.37-fresh, 1.37.2, 98.9, 81.8, 1",
        "1.36-fresh, 1.36.3, 98.5, 74.0, 4"
    })
    void answersAsTheRealServerDoes(String data, String version, double outcomes, double bodies, int part) {
        Predicate<String> asked = scenario -> ALL || Math.floorMod(scenario.hashCode(), part) == 0;
        List<Compare.Pair> pairs = Compare.run(data, version, asked);

        Set<String> different = new TreeSet<>();
        Set<String> refused = new TreeSet<>();
        int same = 0;
        for (Compare.Pair pair : pairs) {
            if (!pair.real().sameOutcome(pair.simulated())) {
                different.add(name(data, pair));
                if (pair.real().status() < 400 && pair.simulated().status() >= 400) {
                    refused.add(name(data, pair));
                }
            }
            same += pair.real().same(pair.simulated()) ? 1 : 0;
        }
        Set<String> known = known().stream()
                .filter(line -> line.startsWith(data + " ")
                        && asked.test(line.substring(data.length() + 1, line.indexOf(": "))))
                .collect(Collectors.toCollection(TreeSet::new));

        if (data.equals("1.37")) {
            String page = NotSimulatedPage.of(pairs);
            assertThat(NotSimulatedPage.checkedIn(page))
                    .as("docs/simulated-kubernetes.md; written anew with -Daks4j.pages=true")
                    .isEqualTo(page);
        }
        // None may be refused, listed or not.
        assertThat(refused).as("valid requests that are refused").isEmpty();
        assertThat(without(different, known))
                .as("requests that differ and are not listed")
                .isEmpty();
        assertThat(without(known, different))
                .as("requests that are listed and do not differ")
                .isEmpty();
        assertThat(100.0 * (pairs.size() - different.size()) / pairs.size())
                .as("share of the same status and reason")
                .isGreaterThanOrEqualTo(outcomes);
        assertThat(100.0 * same / pairs.size()).as("share of the same body").isGreaterThanOrEqualTo(bodies);
    }

    private static Set<String> without(Set<String> these, Set<String> those) {
        Set<String> rest = new TreeSet<>(these);
        rest.removeAll(those);
        return rest;
    }

    static String name(String data, Compare.Pair pair) {
        return data + " " + pair.step().scenario() + ": " + pair.step().method() + " "
                + pair.step().name().replaceAll("a{20,}", "aaa").replace('\n', ' ');
    }

    private static List<String> known() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                AgreementTest.class.getResourceAsStream("differences.txt"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
