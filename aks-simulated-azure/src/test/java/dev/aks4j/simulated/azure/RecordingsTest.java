package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.KnownDifferences.Known;
import dev.aks4j.simulated.azure.KnownDifferences.Reason;
import dev.aks4j.simulated.azure.Replay.Difference;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Requests that were once sent to Azure, sent again: every answer has the status, headers, properties and values of
 * Azure's, but for what {@link KnownDifferences} lists. The facts are taken from the recordings that the Azure CLI's
 * tests publish under the MIT licence; each file names its source.
 */
class RecordingsTest {

    private static final String ROW = "%-42s %8s %7s %8s %5s %8s %7s%n";

    @Test
    void answersAreTheRecordedOnes() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, ROW, "recording", "requests", "values", "of form", "age", "version", "moment"));
        Set<Known> used = new LinkedHashSet<>();
        List<String> unexplained = new ArrayList<>();
        for (String name : Recording.NAMES) {
            Recording recording = Recording.read(name);
            Replay replay = replay(recording);
            Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
            for (Difference difference : replay.differences()) {
                Optional<Known> known = KnownDifferences.of(recording, difference);
                known.ifPresentOrElse(
                        each -> reasons.merge(each.reason(), 1, Integer::sum),
                        () -> unexplained.add(name + ", " + difference));
                known.ifPresent(used::add);
            }
            table.append(String.format(
                    Locale.ROOT,
                    ROW,
                    name,
                    recording.steps().size(),
                    replay.exact(),
                    replay.byForm(),
                    reasons.getOrDefault(Reason.AGE, 0),
                    reasons.getOrDefault(Reason.VERSION, 0),
                    reasons.getOrDefault(Reason.MOMENT, 0)));
        }
        System.out.print(table);
        assertThat(unexplained).as("differences that nothing explains").isEmpty();
        assertThat(used).as("differences that are still there").containsAll(KnownDifferences.ALL);
    }

    private static Replay replay(Recording recording) {
        Replay replay = new Replay(recording);
        ObjectNode group = AzureJson.object().put("location", "westus2");
        recording.steps().stream()
                .filter(step -> step.path().endsWith("/resourcegroups/" + Gaps.GROUP))
                .flatMap(step -> step.answer().entrySet().stream())
                .filter(value -> value.getKey().startsWith("/tags/"))
                .forEach(tag ->
                        AzureJson.child(group, "tags").set(tag.getKey().substring("/tags/".length()), tag.getValue()));
        replay.client().send("PUT", replay.client().group(Gaps.GROUP), group);
        replay.run(Gaps.of(recording.name()));
        return replay;
    }
}
