package dev.aks4j.tests.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.internal.cluster.api.ApiProperties;
import dev.aks4j.core.internal.cluster.api.ApiProperty;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.testing.Property;
import dev.aks4j.testing.Property.Draw;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Places that {@code raw} is given, drawn from the table of the API and misspelt in one letter somewhere: none gets past the
 * rules, which name the place that was meant, and simulated Azure answers each as Azure does, word for word. A place that is
 * spelt right meets neither.
 */
class MisspeltPlacesAreRefusedAlikeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiProperties CLUSTERS = ApiProperties.of("managedClusters");
    private static final ApiProperties POOLS = ApiProperties.of("managedClusters/agentPools");

    /** One letter dropped, doubled, put in, turned into its neighbour, or two of them changed about. */
    private static String misspelt(Draw draw, String name) {
        int at = draw.integer(0, name.length() - 1);
        String letter = name.substring(at, at + 1);
        return switch (draw.integer(0, 4)) {
            case 0 -> name.substring(0, at) + name.substring(at + 1);
            case 1 -> name.substring(0, at) + letter + name.substring(at);
            case 2 -> name + draw.oneOf(List.of("s", "ID", "Profile", "1"));
            case 3 ->
                name.substring(0, at)
                        + (char) (letter.charAt(0) == 'z' ? 'y' : letter.charAt(0) + 1)
                        + name.substring(at + 1);
            default ->
                at + 1 < name.length()
                        ? name.substring(0, at) + name.charAt(at + 1) + letter + name.substring(at + 2)
                        : letter + name;
        };
    }

    private record Misspelling(String right, String wrong, String name, boolean pool) {}

    /** Draws a place without lists and maps, and spoils one of its names; the same place if nothing came of it. */
    private static Misspelling draw(Draw draw) {
        boolean pool = draw.integer(0, 1) == 0;
        List<String> places = (pool ? POOLS : CLUSTERS)
                .all().stream()
                        .filter(property -> property.isLeaf() && property.isWritable(AksApiVersion.NEWEST))
                        .map(ApiProperty::place)
                        .filter(place -> place.startsWith("/properties/") && !place.matches(".*(\\[]|\\*).*"))
                        .map(place -> pool ? place.substring("/properties".length()) : place)
                        .toList();
        String right = draw.oneOf(places);
        String[] names = right.substring(1).split("/");
        int which = draw.integer(pool ? 0 : 1, names.length - 1);
        String wrong = misspelt(draw, names[which]);
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            place.append('/').append(i == which ? wrong : names[i]);
        }
        return new Misspelling(right, place.toString(), wrong, pool);
    }

    private static List<Problem> problems(Misspelling one, String place) {
        try {
            ClusterSpec.Builder cluster = ClusterSpec.builder("shop", Surroundings.GROUP)
                    .systemPool(
                            "system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
            if (one.pool()) {
                cluster.userPool("apps", pool -> pool.raw(place, "x"));
            } else {
                cluster.raw(place, "x");
            }
            cluster.build();
            return List.of();
        } catch (InvalidSpecException refused) {
            return refused.problems();
        }
    }

    private static ObjectNode document(Misspelling one, String place) {
        ObjectNode root = JSON.createObjectNode();
        String[] names =
                ((one.pool() ? "/properties" : "") + place).substring(1).split("/");
        ObjectNode at = root;
        for (int i = 0; i < names.length - 1; i++) {
            at = at.putObject(names[i]);
        }
        at.put(names[names.length - 1], "x");
        return root;
    }

    private static boolean known(Misspelling one) {
        ApiProperties all = one.pool() ? POOLS : CLUSTERS;
        String place = (one.pool() ? "/properties" : "") + one.wrong();
        StringBuilder above = new StringBuilder();
        for (String name : place.substring(1).split("/")) {
            if (all.member(above.toString(), name).isEmpty()) {
                return false;
            }
            above.append('/').append(name);
        }
        return true;
    }

    @Test
    void offlineAndBySimulatedAzureWordForWord() {
        AtomicInteger number = new AtomicInteger();
        Surroundings[] around = {new Surroundings()};
        try {
            Property.tries(150).holds(draw -> {
                Misspelling one = draw(draw);
                String rule = one.pool() ? "AKS-WIRE-004" : "AKS-WIRE-001";
                assertThat(problems(one, one.right()))
                        .as(one.right())
                        .extracting(Problem::rule)
                        .doesNotContain(rule);
                if (known(one)) {
                    return;
                }
                assertThat(problems(one, one.wrong()))
                        .as(one.toString())
                        .filteredOn(problem -> problem.rule().equals(rule))
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.fix()).contains("Check the spelling"));
                if (number.incrementAndGet() % 400 == 0) {
                    around[0].close();
                    around[0] = new Surroundings();
                }
                String id = around[0].clusterId("misspelt" + number) + (one.pool() ? "/agentPools/apps" : "");
                JsonNode body = refusal(around[0], id, document(one, one.wrong()));
                assertThat(body.path("code").asText()).as(one.toString()).isEqualTo("UnmarshalError");
                assertThat(body.path("message").asText())
                        .isEqualTo("UnmarshalEntity encountered error: json: unknown field \"" + one.name()
                                + "\" Check that the field is in the right location, is spelled correctly, and is supported in"
                                + " the API version. Visit aka.ms/aks/apiversions for more API version information..");
            });
        } finally {
            around[0].close();
        }
    }

    /** What is most alike is what was meant, in all but a few cases where another name is as near. */
    @Test
    void whatWasMeantIsNamed() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger named = new AtomicInteger();
        Property.tries(300).holds(draw -> {
            Misspelling one = draw(draw);
            if (!known(one)) {
                asked.incrementAndGet();
                String meant = one.right().toLowerCase(Locale.ROOT);
                boolean said = problems(one, one.wrong()).stream()
                        .flatMap(problem ->
                                List.of(problem.fix().replaceAll("\\.$", "").split("[, ]+")).stream())
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .anyMatch(word -> word.startsWith("/") && meant.startsWith(word));
                named.addAndGet(said ? 1 : 0);
            }
        });
        assertThat(named.get()).isGreaterThan(asked.get() * 9 / 10);
    }

    private static JsonNode refusal(Surroundings around, String id, ObjectNode document) {
        Response answer = around.put(id, document);
        around.advance(Duration.ofSeconds(2));
        JsonNode body = Surroundings.json(answer);
        return body.has("error") ? body.path("error") : body;
    }
}
