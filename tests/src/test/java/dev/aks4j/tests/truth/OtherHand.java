package dev.aks4j.tests.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.testing.Property.Draw;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Somebody else who writes: Azure itself, a policy, another tool, the autoscaler, a person. */
final class OtherHand {

    private static final Map<String, Consumer<ObjectNode>> OF_CLUSTERS = new LinkedHashMap<>();
    private static final Map<String, Consumer<ObjectNode>> OF_POOLS = new LinkedHashMap<>();

    static {
        OF_CLUSTERS.put(
                "policy sets a tag", body -> body.withObjectProperty("tags").put("policy", "P1"));
        OF_CLUSTERS.put(
                "channel is set",
                body -> body.withObjectProperty("properties")
                        .withObjectProperty("autoUpgradeProfile")
                        .put("upgradeChannel", "patch"));
        OF_CLUSTERS.put(
                "ranges are set",
                body -> body.withObjectProperty("properties")
                        .withObjectProperty("apiServerAccessProfile")
                        .putArray("authorizedIPRanges")
                        .add("9.9.9.9/32"));
        OF_CLUSTERS.put(
                "policy switches an add-on on",
                body -> body.withObjectProperty("properties")
                        .withObjectProperty("addonProfiles")
                        .withObjectProperty("azurepolicy")
                        .put("enabled", true));
        OF_CLUSTERS.put(
                "mark is taken off", body -> body.withObjectProperty("tags").removeAll());
        OF_POOLS.put(
                "label is set",
                profile -> profile.withObjectProperty("nodeLabels").put("by", "az"));
        OF_POOLS.put("taint is set", profile -> profile.withArray("nodeTaints").add("by=az:NoSchedule"));
        OF_POOLS.put(
                "autoscaler adds a node",
                profile -> profile.put("count", profile.path("count").asInt() + 1));
        OF_POOLS.put(
                "surge is set",
                profile -> profile.withObjectProperty("upgradeSettings").put("maxSurge", "50%"));
    }

    private final ModelWorld world;
    private final Draw draw;

    OtherHand(ModelWorld world, Draw draw) {
        this.world = world;
        this.draw = draw;
    }

    /** Does something, if it can, and returns in words what. */
    String act(Map<String, Spec> known) {
        List<String> choices = new ArrayList<>(List.of("nobody"));
        choices.addAll(OF_CLUSTERS.keySet());
        choices.addAll(OF_POOLS.keySet());
        choices.add("somebody changes a value");
        choices.add("somebody labels an object");
        String what = draw.oneOf(choices);
        try {
            if (OF_CLUSTERS.containsKey(what)) {
                edit(Vocabulary.silent().get("cluster"), OF_CLUSTERS.get(what));
            } else if (OF_POOLS.containsKey(what)) {
                editPool(OF_POOLS.get(what));
            } else if (what.equals("somebody labels an object")) {
                what = labelAny(known);
            } else if (!what.equals("nobody")) {
                what = changeAny(known);
            }
            return "other hand: " + what;
        } catch (AksException | KubernetesClientException refused) {
            return "other hand is refused: " + what;
        }
    }

    private void edit(Spec spec, Consumer<ObjectNode> change) {
        if (spec.address().inSubscription(world.azure.subscriptionId()) instanceof Address.InCluster object) {
            world.live(spec).ifPresent(live -> {
                ObjectNode body = (ObjectNode) live;
                change.accept(body);
                world.put(object, body);
            });
        }
        if (spec.address().inSubscription(world.azure.subscriptionId()) instanceof Address.InAzure there) {
            world.read(there.id(), spec.kind().apiVersion()).ifPresent(live -> {
                ObjectNode body = (ObjectNode) live;
                change.accept(body);
                world.put(there.id(), spec.kind().apiVersion(), body);
            });
        }
    }

    private void editPool(Consumer<ObjectNode> change) {
        Spec cluster = Vocabulary.silent().get("cluster");
        if (cluster.address().inSubscription(world.azure.subscriptionId()) instanceof Address.InAzure there) {
            ResourceId pool = there.id().child("agentPools", "apps");
            world.read(pool, cluster.kind().apiVersion()).ifPresent(live -> {
                ObjectNode body = (ObjectNode) live;
                change.accept((ObjectNode) body.get("properties"));
                world.put(pool, cluster.kind().apiVersion(), body);
            });
        }
    }

    /** Gives an object of a cluster a label and an annotation, as kubectl does. */
    private String labelAny(Map<String, Spec> known) {
        List<String> objects = known.entrySet().stream()
                .filter(each -> each.getValue().address() instanceof Address.InCluster)
                .map(Map.Entry::getKey)
                .toList();
        if (objects.isEmpty()) {
            return "finds no object";
        }
        String part = draw.oneOf(objects);
        edit(known.get(part), body -> {
            body.withObjectProperty("metadata").withObjectProperty("labels").put("by", "kubectl");
            body.withObjectProperty("metadata")
                    .withObjectProperty("annotations")
                    .put("example.org/by", "kubectl");
        });
        return "labels " + part;
    }

    /** Changes one value, whichever: a switch is turned, a number grows, a list loses its last element, a text is longer. */
    private String changeAny(Map<String, Spec> known) {
        List<Spec> specs = known.values().stream().toList();
        if (specs.isEmpty()) {
            return "finds nothing";
        }
        Spec spec = draw.oneOf(specs);
        Optional<JsonNode> live = world.live(spec);
        if (live.isEmpty()) {
            return "finds nothing";
        }
        List<String> places = Leaf.of(live.get()).entrySet().stream()
                .filter(each -> !Stays.FOLLOWS.matcher(each.getKey()).matches()
                        && !each.getKey()
                                .matches("/(id|name|type|location|apiVersion|kind|metadata/name|metadata/namespace)"))
                .map(Map.Entry::getKey)
                .toList();
        if (places.isEmpty()) {
            return "finds nothing";
        }
        String place = draw.oneOf(places);
        edit(spec, body -> change(body, place));
        return "changes " + place;
    }

    private static void change(ObjectNode body, String place) {
        int last = place.lastIndexOf('/');
        JsonNode holder = last == 0 ? body : Leaf.at(body, place.substring(0, last));
        String name = place.substring(last + 1).replace('|', '/');
        if (holder instanceof ObjectNode object) {
            JsonNode was = object.path(name);
            if (was.isBoolean()) {
                object.set(name, BooleanNode.valueOf(!was.asBoolean()));
            } else if (was.isNumber()) {
                object.set(name, IntNode.valueOf(was.asInt() + 1));
            } else if (was instanceof ArrayNode array && !array.isEmpty()) {
                array.remove(array.size() - 1);
            } else if (was.isTextual()) {
                object.put(name, was.asText() + "x");
            }
        }
    }
}
