package dev.aks4j.tests.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What goes over the wire while a plan is carried out. A write over something that is there sends what is there, what the
 * wish says, and what the plan said; nothing that was said and is there is sent back to something else.
 */
final class Wire {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POOL = "/agentpools/";

    /** What a rotation, a step of an upgrade and our own marks need on the way. */
    private static final String ON_THE_WAY =
            ".*/(count|enableAutoScaling|minCount|maxCount|orchestratorVersion|kubernetesVersion|nodeImageVersion)"
                    + "|.*/tags/aks4j-.*|.*/(podCidrs|serviceCidrs)";

    private static final Pattern ON_ITS_WAY = Pattern.compile(ON_THE_WAY);

    private final ModelWorld world;
    private final Wish wish;
    private final Set<String> planned = new HashSet<>();
    private final int before;

    Wire(ModelWorld world, Wish wish, Plan plan) {
        this.world = world;
        this.wish = wish;
        this.before = world.azure.requests().all().size();
        plan.entries()
                .forEach(entry -> entry.differences().stream()
                        .map(Difference::path)
                        .map(path -> path.replace("~1", "|"))
                        .forEach(planned::add));
    }

    /** Returns what was sent and should not have been. */
    List<String> surprises() {
        List<String> wrong = new ArrayList<>();
        Map<String, JsonNode> last = new HashMap<>();
        List<RecordedRequest> all = world.azure.requests().all();
        for (RecordedRequest request : all.subList(before, all.size())) {
            String path = request.path().toLowerCase(Locale.ROOT);
            if (request.method().equals("GET") && request.status() == 200) {
                last.put(path, json(request.response()));
            } else if (request.method().equals("DELETE")) {
                last.keySet().removeIf(there -> (there + "/").startsWith(path + "/"));
            } else if (request.method().equals("PUT") && last.containsKey(path) && request.status() < 300) {
                look(path, json(request.body()), last.get(path), wrong);
            }
        }
        return wrong;
    }

    private void look(String path, JsonNode body, JsonNode live, List<String> wrong) {
        Map<String, JsonNode> was = Leaf.of(live);
        Map<String, JsonNode> said = said(path);
        Leaf.of(body).forEach((at, sent) -> {
            JsonNode there = was.getOrDefault(at, MissingNode.getInstance());
            if (ON_ITS_WAY.matcher(at).matches()
                    || sent.equals(there)
                    || sent.isNull() && there.isMissingNode()
                    || Stays.FOLLOWS.matcher(at).matches()) {
                return;
            }
            JsonNode wanted = said.get(at);
            String place = path.contains(POOL) ? at.replaceFirst("^/properties", pool(path)) : at;
            boolean plans = planned.stream()
                    .anyMatch(
                            each -> place.equals(each) || place.startsWith(each + "/") || each.startsWith(place + "/"));
            boolean says = said.keySet().stream()
                    .anyMatch(each -> at.equals(each) || at.startsWith(each + "/") || each.startsWith(at + "/"));
            if (wanted != null && Leaf.holds(at, wanted, there) && !Leaf.holds(at, wanted, sent)) {
                wrong.add(path + " " + at + " was as said, " + there + ", and is sent back to " + sent);
            } else if (!plans && !says) {
                wrong.add(path + " " + at + " was " + there + ", and is sent as " + sent + ", which nobody said");
            }
        });
    }

    private static String pool(String path) {
        return "/properties/agentPoolProfiles/" + path.substring(path.indexOf(POOL) + POOL.length());
    }

    private Map<String, JsonNode> said(String path) {
        Map<String, JsonNode> said = new HashMap<>();
        for (Map.Entry<String, Spec> each : wish.specs().entrySet()) {
            String id = each.getValue()
                    .address()
                    .inSubscription(world.azure.subscriptionId())
                    .toString()
                    .toLowerCase(Locale.ROOT);
            if (path.equals(id)) {
                return Said.by(
                        each.getKey(), each.getValue(), wish.said().get(each.getKey()), world.azure.subscriptionId());
            }
            if (path.startsWith(id + POOL)) {
                String begin = pool(path);
                Said.by(each.getKey(), each.getValue(), wish.said().get(each.getKey()), world.azure.subscriptionId())
                        .forEach((at, value) -> {
                            if (at.startsWith(begin + "/")) {
                                said.put("/properties" + at.substring(begin.length()), value);
                            }
                        });
            }
        }
        return said;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
