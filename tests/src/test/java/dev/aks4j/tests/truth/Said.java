package dev.aks4j.tests.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.tests.Jackson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What a spec says, place by place: what its document has and the document of a silent spec has not. */
final class Said {

    /** What every spec of the vocabulary says, however silent it is. */
    private static final String ALWAYS = "/properties/(kubernetesVersion|agentPoolProfiles/system/count"
            + "|agentPoolProfiles/(system|apps)/vmSize|addressSpace/.*|subnets/.*|roleDefinitionId)";

    /** What our defaults put into pools that a silent spec does not have. */
    private static final String DEFAULTS =
            ".*/agentPoolProfiles/(?!apps/|system/).*(maxSurge|enableAutoScaling|maxPods|"
                    + "count)|.*/orchestratorVersion|/location|/properties/windowsProfile/adminUsername|.*/name";

    private static final Pattern ALWAYS_SAID = Pattern.compile(ALWAYS);
    private static final Pattern OURS = Pattern.compile(DEFAULTS);
    private static final Map<String, Map<String, JsonNode>> SILENT = new ConcurrentHashMap<>();

    private Said() {}

    static Map<String, JsonNode> by(String part, Spec spec, List<String> calls, String subscription) {
        Scope scope = new Scope(subscription, Instant.EPOCH, List.of());
        Map<String, JsonNode> plain = SILENT.computeIfAbsent(
                part + " in " + subscription,
                any -> Leaf.of(document(Vocabulary.silent().get(part), scope)));
        Map<String, JsonNode> said = new TreeMap<>(Leaf.of(document(spec, scope)));
        said.entrySet()
                .removeIf(each -> !ALWAYS_SAID.matcher(each.getKey()).matches()
                        && (each.getValue().equals(plain.get(each.getKey()))
                                || OURS.matcher(each.getKey()).matches()));
        said.keySet().removeIf(at -> at.endsWith("/name"));
        said.values().removeIf(JsonNode::isNull);
        said.entrySet()
                .removeIf(each -> each.getKey().endsWith("/natGatewayProfile/sku")
                        && each.getValue().asText().equals("Standard"));
        // ours by the network model, and ours with an autoscaled pool
        said.entrySet()
                .removeIf(each -> each.getKey().endsWith("/maxPods")
                        && calls.stream().noneMatch(call -> call.matches(".*(30 pods|maxPods).*")));
        said.entrySet()
                .removeIf(each -> each.getKey().endsWith("skip-nodes-with-local-storage")
                        && each.getValue().asText().equals("false"));
        return said;
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    static JsonNode document(Spec spec, Scope scope) {
        List<Write> writes = ((ResourceKind<Spec>) spec.kind()).create(spec, scope);
        if (writes.get(0) instanceof Write.Apply apply) {
            return Jackson.tree(apply.manifest());
        }
        ObjectNode document = Jackson.tree(((Write.Put) writes.get(0)).body());
        for (Write more : writes.subList(1, writes.size())) {
            Write.Put pool = (Write.Put) more;
            for (JsonNode profile : (ArrayNode) document.at("/properties/agentPoolProfiles")) {
                if (profile.path("name").asText().equals(pool.id().name())) {
                    merge((ObjectNode) profile, Jackson.tree(pool.body()).path("properties"));
                }
            }
        }
        return document;
    }

    private static void merge(ObjectNode into, JsonNode more) {
        more.properties().forEach(each -> {
            if (into.get(each.getKey()) instanceof ObjectNode inner
                    && each.getValue().isObject()) {
                merge(inner, each.getValue());
            } else {
                into.set(each.getKey(), each.getValue());
            }
        });
    }
}
