package dev.aks4j.tests.truth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.plan.kind.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether what a wish says is there, read without anything of the planner's comparison. */
final class Truth {

    private Truth() {}

    /** Returns what is not as it was said, in words. */
    static List<String> lies(Wish wish, ModelWorld world) {
        List<String> lies = new ArrayList<>();
        wish.specs()
                .forEach((part, spec) -> world.live(spec)
                        .ifPresentOrElse(
                                document -> lies.addAll(lies(wish, part, spec, document, world)),
                                () -> lies.add(part + " is not there")));
        return lies;
    }

    private static List<String> lies(Wish wish, String part, Spec spec, JsonNode document, ModelWorld world) {
        List<String> lies = new ArrayList<>();
        Leaf.of(document).forEach((at, value) -> {
            if (at.endsWith("/provisioningState") && !value.asText().equals("Succeeded")) {
                lies.add(part + " " + at + " is " + value);
            }
        });
        Map<String, JsonNode> said = Said.by(part, spec, wish.said().get(part), world.azure.subscriptionId());
        said.forEach((at, value) -> {
            JsonNode found = Leaf.at(document, at);
            if (!holds(at, value, found, document)) {
                lies.add(part + " " + at + ": said " + value + ", is " + found);
            }
        });
        return lies;
    }

    /** What Azure moves by itself where it was told to: versions by a channel, counts by the autoscaler. */
    private static boolean holds(String at, JsonNode said, JsonNode found, JsonNode document) {
        if (at.equals("/properties/kubernetesVersion")) {
            return version(said, document.at("/properties/currentKubernetesVersion"), document);
        }
        if (at.endsWith("/orchestratorVersion")) {
            JsonNode current = Leaf.at(document, at.replace("/orchestratorVersion", "/currentOrchestratorVersion"));
            return version(said, current, document);
        }
        if (at.endsWith("/count")
                && Leaf.at(document, at.replace("/count", "/enableAutoScaling")).asBoolean(false)) {
            int least = Leaf.at(document, at.replace("/count", "/minCount")).asInt();
            int most = Leaf.at(document, at.replace("/count", "/maxCount")).asInt();
            return found.asInt() >= least && found.asInt() <= most;
        }
        return at.endsWith("/until") || Leaf.holds(at, said, found);
    }

    /** Where a channel moves the version, what is said is the least. */
    private static boolean version(JsonNode said, JsonNode current, JsonNode document) {
        String channel =
                document.at("/properties/autoUpgradeProfile/upgradeChannel").asText("none");
        boolean moves = !channel.matches("none|node-image");
        return current.asText().startsWith(said.asText()) || moves && minor(current) > minor(said);
    }

    private static int minor(JsonNode version) {
        return Integer.parseInt(version.asText().split("\\.")[1]);
    }
}
