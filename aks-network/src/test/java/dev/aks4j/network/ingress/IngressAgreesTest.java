package dev.aks4j.network.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.Severity;
import dev.aks4j.core.plan.kind.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Compares the rules of ingress with what a real API server with the published types answered to the same objects. The
 * answers are data, one case a line: the calls of our builders beside status and message. Rules that say that something else
 * happens than a refusal are about what the API takes, so they are left out. The README says how the answers were had.
 */
class IngressAgreesTest {

    private static final String DATA = "ingress-answers.jsonl.gz";

    @Test
    void whatTheServerRefusesIsRefusedAndNothingElse() throws IOException {
        List<String> differences = new ArrayList<>();
        int refused = 0;
        int asked = 0;
        for (Json it : cases()) {
            boolean no = it.path("answer").path("status").asInt() != 201;
            List<String> rules = refusals(it.path("case"));
            asked++;
            refused += no ? 1 : 0;
            if (no == rules.isEmpty()) {
                differences.add(it + "\n    rules " + rules);
            }
        }
        assertThat(differences)
                .as(differences.size() + ":\n" + String.join("\n", differences))
                .isEmpty();
        assertThat(refused).as("refused of " + asked).isGreaterThan(asked / 5).isLessThan(asked - asked / 5);
    }

    private static List<String> refusals(Json it) {
        return IngressFromCalls.of(it).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .filter(problem -> problem.prevents().equals(Optional.of(AzureError.answered(422, "Invalid"))))
                .map(Problem::rule)
                .toList();
    }

    /** Writes the objects of cases as a plan would send them, to ask another server. */
    @Test
    @EnabledIfSystemProperty(named = "aks4j.ingress.cases", matches = ".+")
    void writesTheObjects() throws IOException {
        ClusterSpec cluster = ClusterSpec.builder("shop", ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE))
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        Scope scope = new Scope("6f2c", Instant.parse("2026-12-01T00:00:00Z"), List.of(cluster));
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("aks4j.ingress.cases")))) {
            PlacedIngressObject placed =
                    (PlacedIngressObject) IngressFromCalls.of(Json.parse(line)).on(cluster);
            lines.add(IngressKind.of(placed.object().type())
                    .manifest(placed, scope)
                    .toString());
        }
        Files.write(Path.of(System.getProperty("aks4j.ingress.objects")), lines);
    }

    private static List<Json> cases() throws IOException {
        String file = System.getProperty("aks4j.ingress.answers");
        try (InputStream data = file == null
                        ? IngressAgreesTest.class.getResourceAsStream(DATA)
                        : Files.newInputStream(Path.of(file));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(data), StandardCharsets.UTF_8))) {
            return reader.lines().map(Json::parse).toList();
        }
    }
}
