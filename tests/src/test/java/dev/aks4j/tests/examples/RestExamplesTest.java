package dev.aks4j.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example of a cluster's or pool's body that the REST specification publishes, built with typed builders. */
class RestExamplesTest {

    /** What Azure fills in if it is left out, so that either side may leave it out. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("/identity/type", "SystemAssigned"),
            Map.entry("/properties/disableLocalAccounts", "false"),
            Map.entry("/properties/networkProfile/networkPlugin", "azure"),
            Map.entry("/properties/networkProfile/networkPluginMode", "overlay"),
            Map.entry("/properties/networkProfile/networkPolicy", "cilium"),
            Map.entry("/properties/oidcIssuerProfile/enabled", "true"),
            Map.entry("/properties/upgradeSettings/overrideSettings/forceUpgrade", "false"),
            Map.entry("/properties/serviceMeshProfile/istio/components/egressGateways/0/namespace", "aks-istio-egress"),
            Map.entry("*/enableAutoScaling", "false"),
            Map.entry("*/enableNodePublicIP", "false"),
            Map.entry("*/maxPods", "250"),
            Map.entry("*/mode", "User"),
            Map.entry("*/type", "VirtualMachineScaleSets"),
            Map.entry("*/spotMaxPrice", "-1"),
            Map.entry("*/upgradeSettings/maxSurge", "10%"));

    /** What differs in all examples that have it. */
    private static final Map<String, String> EVERYWHERE =
            Map.of("/sku/name", "Base has been called Basic before 2023; the API's own enumeration knows Base only");

    private static boolean isDefault(String pointer, JsonNode value) {
        String inPool =
                pointer.replaceFirst("^/properties/agentPoolProfiles/\\d+", "*").replaceFirst("^/properties", "*");
        return value.asText().equals(DEFAULTS.get(pointer)) || value.asText().equals(DEFAULTS.get(inPool));
    }

    private record Outcome(String name, Set<String> differs, Set<String> refusedBy, Set<String> otherReasons) {
        boolean equal() {
            return differs.isEmpty();
        }

        boolean onlyRefused() {
            return !equal() && otherReasons.isEmpty();
        }
    }

    private static <P> Set<String> differences(Example<P> example, JsonNode body) {
        Map<String, JsonNode> ours = Facts.of(body);
        Set<String> differs = new TreeSet<>();
        Stream.concat(example.facts.keySet().stream(), ours.keySet().stream()).forEach(pointer -> {
            JsonNode said = example.facts.get(pointer);
            JsonNode built = ours.get(pointer);
            boolean alike = said == null
                    ? isDefault(pointer, built)
                    : built == null ? isDefault(pointer, said) : said.equals(built);
            boolean known = EVERYWHERE.keySet().stream().anyMatch(pointer::startsWith);
            if (!alike && !known) {
                differs.add(pointer + ": " + said + " / " + built);
            }
        });
        return differs;
    }

    private static <P> Outcome outcome(Example<P> example, BiFunction<Example<P>, Boolean, JsonNode> body) {
        Set<String> rules = new TreeSet<>();
        try {
            body.apply(example, false);
        } catch (InvalidSpecException refused) {
            refused.problems().stream()
                    .filter(Problem::isError)
                    .map(Problem::rule)
                    .forEach(rules::add);
        }
        assertThat(rules).as(example.name + " is refused by").isEqualTo(example.refusedBy);
        Set<String> differs = differences(example, body.apply(example, true));
        Set<String> unexcused = differs.stream()
                .filter(difference -> example.excused.keySet().stream().noneMatch(difference::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unexcused).as(example.name + ": published / built").isEmpty();
        assertThat(example.excused.keySet())
                .as(example.name + ": excuses that nothing needs")
                .allMatch(excuse -> differs.stream().anyMatch(difference -> difference.startsWith(excuse)));
        Set<String> others = example.excused.entrySet().stream()
                .filter(excuse ->
                        rules.stream().noneMatch(rule -> excuse.getValue().startsWith(rule)))
                .map(excuse -> excuse.getKey() + ": " + excuse.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
        return new Outcome(example.name, differs, rules, others);
    }

    private static List<Outcome> outcomes() {
        List<Outcome> all = new ArrayList<>();
        ClusterExamples.all().forEach(example -> all.add(outcome(example, ExampleBodies::cluster)));
        PoolExamples.all().forEach(example -> all.add(outcome(example, ExampleBodies::pool)));
        return all;
    }

    private static <P> Stream<DynamicTest> tests(List<Example<P>> examples, Function<Example<P>, Outcome> outcome) {
        return examples.stream().map(example -> DynamicTest.dynamicTest(example.name, () -> outcome.apply(example)));
    }

    @TestFactory
    Stream<DynamicTest> clusterExamplesAreBuiltAsPublished() {
        return tests(ClusterExamples.all(), example -> outcome(example, ExampleBodies::cluster));
    }

    @TestFactory
    Stream<DynamicTest> poolExamplesAreBuiltAsPublished() {
        return tests(PoolExamples.all(), example -> outcome(example, ExampleBodies::pool));
    }

    @Test
    void mostExamplesAreEqualAndTheOthersDifferWhereItIsSaid() {
        List<Outcome> all = outcomes();
        long equal = all.stream().filter(Outcome::equal).count();
        long refused = all.stream().filter(Outcome::onlyRefused).count();
        System.out.println(equal + " of " + all.size() + " examples equal up to defaults and sku.name; "
                + refused + " more but for a value that a rule refuses; " + (all.size() - equal - refused)
                + " for another reason");
        all.stream()
                .filter(outcome -> !outcome.equal())
                .forEach(outcome -> System.out.println("  " + outcome.name() + " " + outcome.refusedBy() + " "
                        + outcome.differs() + " " + outcome.otherReasons()));
        assertThat(List.of(equal, refused, (long) all.size())).containsExactly(38L, 14L, 53L);
    }
}
