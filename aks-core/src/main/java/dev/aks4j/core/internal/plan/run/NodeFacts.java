package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;

/** Lines about a cluster, its pools, its node resource group and its nodes, from their documents. */
public final class NodeFacts {

    /** More than this of one sort are counted, not listed. */
    private static final int MOST = 10;

    private NodeFacts() {}

    /** Returns the state of a cluster and of each of its pools. */
    static List<String> states(ResourceId cluster, Json live, Json pools) {
        List<String> lines = new ArrayList<>();
        lines.add("cluster " + cluster.name() + ": " + state(live));
        Json list = pools.path("value").isArray()
                ? pools.path("value")
                : live.path("properties").path("agentPoolProfiles");
        for (Json pool : list) {
            lines.add("node pool " + pool.path("name").asText() + ": " + state(pool));
        }
        return lines;
    }

    private static String state(Json resource) {
        Json properties = resource.has("properties") ? resource.path("properties") : resource;
        StringBuilder text =
                new StringBuilder(properties.path("provisioningState").asText("state unknown"));
        String power = properties.path("powerState").path("code").asText("");
        text.append(power.isEmpty() ? "" : ", " + power);
        if (properties.path("count").isNumber()) {
            text.append(", ").append(properties.path("count").asInt()).append(" nodes");
        }
        Json error = properties.path("status").path("provisioningError");
        if (error.isObject()) {
            text.append(", ")
                    .append(error.path("code").asText())
                    .append(": ")
                    .append(error.path("message").asText());
        }
        return text.toString();
    }

    /** Returns what in a node resource group has not succeeded; nothing if the list is empty. */
    static List<String> group(String name, Json list) {
        List<String> others = new ArrayList<>();
        int all = 0;
        for (Json resource : list.path("value")) {
            all++;
            String state = resource.path("provisioningState").asText("Succeeded");
            if (!state.equalsIgnoreCase("Succeeded")) {
                String type = resource.path("type").asText();
                String changed = resource.path("changedTime").asText("");
                others.add("  " + type.substring(type.indexOf('/') + 1) + " "
                        + resource.path("name").asText() + ": " + state
                        + (changed.isEmpty() ? "" : ", changed " + changed));
            }
        }
        if (all == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("node resource group " + name + ": " + all + (all == 1 ? " resource, " : " resources, ")
                + (others.isEmpty() ? "all of them Succeeded" : others.size() + " not Succeeded"));
        lines.addAll(some(others));
        return lines;
    }

    /** Returns the nodes that are not ready, under pressure or closed for pods; nothing if there are no nodes. */
    static List<String> nodes(Json list) {
        List<String> others = new ArrayList<>();
        int all = 0;
        for (Json node : list.path("items")) {
            all++;
            List<String> troubles = troubles(node);
            if (!troubles.isEmpty()) {
                others.add(
                        "  node " + node.path("metadata").path("name").asText() + ": " + String.join("; ", troubles));
            }
        }
        if (all == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add((all == 1 ? "1 node has" : all + " nodes have") + " joined, "
                + (others.isEmpty() ? "none in trouble" : others.size() + " in trouble"));
        lines.addAll(some(others));
        return lines;
    }

    private static List<String> troubles(Json node) {
        List<String> troubles = new ArrayList<>();
        for (Json condition : node.path("status").path("conditions")) {
            boolean ready = condition.path("type").asText().equals("Ready");
            boolean isTrue = condition.path("status").asText().equals("True");
            if (ready != isTrue) {
                String reason = condition.path("reason").asText("");
                String message = condition.path("message").asText("");
                troubles.add((ready ? "not Ready" : condition.path("type").asText())
                        + (reason.isEmpty() ? "" : " (" + reason + (message.isEmpty() ? "" : ": " + message) + ")"));
            }
        }
        if (node.path("spec").path("unschedulable").asBoolean()) {
            troubles.add("closed for new pods");
        }
        return troubles;
    }

    private static List<String> some(List<String> lines) {
        if (lines.size() <= MOST) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, MOST));
        first.add("  and " + (lines.size() - MOST) + " more");
        return first;
    }
}
