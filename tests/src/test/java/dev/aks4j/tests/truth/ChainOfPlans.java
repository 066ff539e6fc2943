package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.TruthWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.testing.Property.Draw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One chain: wishes, troubles, and the hands of others, drawn one after the other. Not thread-safe. */
final class ChainOfPlans implements AutoCloseable {

    private static final int MOST_PLANS = 5;

    /** What of a live cluster changes by itself or follows from what is said elsewhere. */
    private static final String FOLLOWS = ".*/(eTag|etag|provisioningState|current\\w+Version|nodeImageVersion|"
            + "kubernetesVersion|orchestratorVersion|osDisk\\w+|kubeletDiskType|effectiveOutboundIPs|principalId|clientId|"
            + "tenantId|identityProfile/.*|privateFQDN|fqdn|azurePortalFQDN|privateLinkResources|resourceUID|eviction\\w*|"
            + "aks4j-.*|kubernetes.azure.com.*|userAssignedIdentities.*|recentlyUsedVersions|startDate|vmSize)";

    private enum Trouble {
        NONE,
        FAILS,
        IS_CANCELED,
        DIES
    }

    private final Draw draw;
    private TruthWorld world = new TruthWorld();
    private final List<String> story = new ArrayList<>();

    ChainOfPlans(Draw draw) {
        this.draw = draw;
    }

    void play() {
        try {
            int wishes = draw.integer(1, 3);
            for (int i = 0; i < wishes; i++) {
                if (i > 0) {
                    otherHand();
                    world.azure.time().advance(Duration.ofDays(draw.integer(0, 3)));
                }
                Wish wish = Wish.draw(draw);
                story.add(wish.toString());
                carryOut(wish);
            }
        } catch (AssertionError wrong) {
            throw new AssertionError(String.join("\n", story) + "\n" + wrong.getMessage(), wrong);
        }
    }

    private void carryOut(Wish wish) {
        Trouble trouble = draw.oneOf(List.of(Trouble.values()));
        int write = draw.integer(1, 3);
        Spec[] specs = wish.build().toArray(new Spec[0]);
        Map<String, JsonNode> before = live(specs[1]);
        Plan plan = world.plan(specs);
        for (int attempt = 0; !plan.isEmpty() && attempt < MOST_PLANS; attempt++) {
            if (!plan.problems().isEmpty()) {
                story.add("refused: " + plan.problems().get(0).rule());
                return;
            }
            apply(plan, attempt == 0 ? trouble : Trouble.NONE, write);
            plan = world.plan(specs);
        }
        assertThat(plan.isEmpty()).as("%s", plan).isTrue();
        isTrue(wish);
        stays(wish, before, live(specs[1]));
    }

    private void apply(Plan plan, Trouble trouble, int write) {
        switch (trouble) {
            case FAILS ->
                world.azure.faults().on("PUT", "**").nth(write).cause(Fault.failOperation("AllocationFailed", "no"));
            case IS_CANCELED -> world.azure.faults().on("PUT", "**").nth(write).cause(Fault.cancelOperation());
            default -> {}
        }
        try {
            var run = plan.apply();
            if (trouble == Trouble.DIES) {
                world.azure.time().advance(Duration.ofMinutes(write * 3L));
                story.add("dies");
                world = world.afterDeath();
            } else {
                run.await(LONG);
            }
        } catch (RunFailedException failed) {
            story.add(trouble + ": "
                    + failed.getMessage().lines().skip(1).limit(3).toList());
        }
        world.azure.faults().clear();
    }

    /** Somebody else writes: a policy, another tool, the autoscaler, Azure itself. */
    private void otherHand() {
        String hand = draw.oneOf(List.of("nobody", "policy", "label", "taint", "scale", "channel", "ranges", "subnet"));
        try {
            switch (hand) {
                case "policy" ->
                    world.editCluster(body -> body.withObjectProperty("tags").put("policy", "P1"));
                case "label" ->
                    world.editPool(
                            "apps",
                            profile -> profile.withObjectProperty("nodeLabels").put("by", "az"));
                case "taint" ->
                    world.editPool(
                            "apps", profile -> profile.withArray("nodeTaints").add("by=az:NoSchedule"));
                case "scale" ->
                    world.editPool(
                            "apps",
                            profile ->
                                    profile.put("count", profile.path("count").asInt() + 1));
                case "channel" ->
                    world.editCluster(body -> body.withObjectProperty("properties")
                            .withObjectProperty("autoUpgradeProfile")
                            .put("upgradeChannel", "patch"));
                case "ranges" ->
                    world.editCluster(body -> body.withObjectProperty("properties")
                            .withObjectProperty("apiServerAccessProfile")
                            .putArray("authorizedIPRanges")
                            .add("9.9.9.9/32"));
                default -> {}
            }
            story.add("other hand: " + hand);
        } catch (IllegalStateException | AksException refused) {
            story.add("other hand refused: " + hand);
        }
    }

    private Map<String, JsonNode> live(Spec spec) {
        return document(spec).map(Leaf::of).orElse(Map.of());
    }

    private Optional<JsonNode> document(Spec spec) {
        if (spec.address().inSubscription(world.azure.subscriptionId()) instanceof Address.InAzure there) {
            try {
                return Optional.of(world.live(there.id(), spec.kind().apiVersion()));
            } catch (IllegalStateException absent) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whatever the wish says is there, and nothing that it names failed. */
    private void isTrue(Wish wish) {
        wish.said(world.azure.subscriptionId()).forEach((spec, said) -> {
            Map<String, JsonNode> there = live(spec);
            assertThat(there.entrySet())
                    .filteredOn(each -> each.getKey().endsWith("provisioningState"))
                    .extracting(each -> each.getValue().asText())
                    .allMatch("Succeeded"::equals);
            JsonNode document = document(spec).orElseThrow();
            said.forEach((at, value) -> {
                JsonNode found = at(document, at);
                assertThat(holds(at, value, found, document))
                        .as("%s %s: said %s, is %s", spec, at, value, found)
                        .isTrue();
            });
        });
    }

    private static boolean holds(String at, JsonNode said, JsonNode found, JsonNode document) {
        if (at.equals("/properties/kubernetesVersion")) {
            String current = document.at("/properties/currentKubernetesVersion").asText();
            String channel =
                    document.at("/properties/autoUpgradeProfile/upgradeChannel").asText("none");
            return current.startsWith(said.asText()) || !channel.matches("none|node-image");
        }
        if (at.endsWith("/orchestratorVersion")) {
            return at(document, at.replace("/orchestratorVersion", "/currentOrchestratorVersion"))
                    .asText()
                    .startsWith(said.asText());
        }
        if (at.endsWith("/count")
                && at(document, at.replace("/count", "/enableAutoScaling")).asBoolean(false)) {
            int least = at(document, at.replace("/count", "/minCount")).asInt();
            int most = at(document, at.replace("/count", "/maxCount")).asInt();
            return found.asInt() >= least && found.asInt() <= most;
        }
        if (at.endsWith("/until")) {
            return true;
        }
        return Leaf.holds(at, said, found);
    }

    private static JsonNode at(JsonNode document, String at) {
        JsonNode node = document;
        for (String name : at.substring(1).split("/")) {
            JsonNode next = MissingNode.getInstance();
            if (node.isArray()) {
                for (JsonNode part : node) {
                    next = part.path("name").asText().equalsIgnoreCase(name) ? part : next;
                }
            } else {
                String key = name.replace('|', '/');
                next = node.path(key);
                for (var each : node.properties()) {
                    boolean id =
                            key.startsWith("/subscriptions") && each.getKey().equalsIgnoreCase(key);
                    next = id ? each.getValue() : next;
                }
            }
            node = next;
        }
        return node;
    }

    /** What was there before and what nobody said anything about is as it was. */
    private void stays(Wish wish, Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Map<String, JsonNode> said = wish.said(world.azure.subscriptionId()).entrySet().stream()
                .filter(each -> each.getKey() instanceof ClusterSpec)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        // a spot pool has no surge
        boolean spot = wish.pool().stream().anyMatch(call -> call.contains("spot("));
        before.forEach((at, was) -> {
            boolean touched = said.keySet().stream().anyMatch(place -> near(place, at));
            JsonNode is = after.getOrDefault(at, MissingNode.getInstance());
            if (!touched && !at.matches(FOLLOWS) && !(spot && at.contains("/apps/upgradeSettings/"))) {
                assertThat(is)
                        .as("nobody said anything of %s, which was %s", at, was)
                        .isEqualTo(was);
            }
        });
    }

    /** Whether a said place is this one, holds it, or lies in the same object, which may hold its alternatives. */
    private static boolean near(String place, String at) {
        String holder = place.substring(0, place.lastIndexOf('/'));
        boolean alternatives = holder.matches(".*/(upgradeSettings|identity|networkProfile|apps|system)")
                && at.startsWith(holder + "/")
                && at.substring(holder.length())
                        .matches(
                                "/(max\\w+|userAssignedIdentities.*|type|count|minCount|maxCount|enableAutoScaling|spotMaxPrice|scaleSet\\w+|powerState.*)");
        return at.equals(place) || at.startsWith(place + "/") || place.startsWith(at + "/") || alternatives;
    }

    @Override
    public void close() {
        world.close();
    }
}
