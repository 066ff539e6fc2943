package dev.aks4j.tests.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was there before a wish was carried out, and whether it is there afterwards unless the wish says otherwise, or the
 * plan said that it goes and why. Mutable.
 */
final class Stays {

    /** What changes by itself, or follows from what is said elsewhere. */
    private static final String PLACES = ".*/(eTag|etag|provisioningState|current\\w+Version|nodeImageVersion|"
            + "kubernetesVersion|orchestratorVersion|osDiskSizeGB|diskSizeBytes|lastModifiedTime|peeringState|peeringSyncLevel|effectiveOutboundIPs|principalId|clientId|"
            + "tenantId|privateFQDN|fqdn|azurePortalFQDN|privateLinkResources|resourceUID|resourceGuid|"
            + "aks4j-.*|recentlyUsedVersions|startDate|virtualMachineNodesStatus|ipConfigurations|systemData)"
            + "|/(systemData|status)/.*|.*/identityProfile/.*|.*/defaultSecurityRules|/metadata/(managedFields|resourceVersion|uid|generation|"
            + "creationTimestamp|labels/app.kubernetes.io.managed-by)";

    static final Pattern FOLLOWS = Pattern.compile(PLACES);

    private final ModelWorld world;
    private final Map<String, Map<String, JsonNode>> before = new HashMap<>();
    private final Map<String, Set<String>> announced = new HashMap<>();

    Stays(ModelWorld world, Map<String, Spec> known) {
        this.world = world;
        known.forEach((part, spec) -> world.live(spec).ifPresent(live -> before.put(part, Leaf.of(live))));
    }

    /** Remembers what a plan says that changes without being declared: only if it says why. */
    void announced(Plan plan, Wish wish) {
        plan.entries()
                .forEach(entry -> wish.specs().forEach((part, spec) -> {
                    if (spec.address()
                            .inSubscription(world.azure.subscriptionId())
                            .equals(entry.address())) {
                        if (entry.change() == Change.RECREATE) {
                            announced
                                    .computeIfAbsent(part, any -> new HashSet<>())
                                    .add("");
                        }
                        for (Difference difference : entry.differences()) {
                            if (!difference.reason().isEmpty()) {
                                announced
                                        .computeIfAbsent(part, any -> new HashSet<>())
                                        .add(difference.path().replace("~1", "|"));
                            }
                        }
                    }
                }));
    }

    List<String> changes(Wish wish, Map<String, Spec> known) {
        List<String> wrong = new ArrayList<>();
        before.forEach((part, was) -> {
            Map<String, JsonNode> is = world.live(known.get(part)).map(Leaf::of).orElse(Map.of());
            if (!wish.wants(part) && is.isEmpty()) {
                return;
            }
            Set<String> said = wish.wants(part)
                    ? Said.by(part, wish.specs().get(part), wish.said().get(part), world.azure.subscriptionId())
                            .keySet()
                    : Set.of();
            was.forEach((at, value) -> {
                JsonNode now = is.getOrDefault(at, MissingNode.getInstance());
                if (!same(value, now) && !free(part, at, said)) {
                    wrong.add(part + " " + at + " was " + value + ", is " + now + ", and nobody said so");
                }
            });
        });
        return wrong;
    }

    private boolean free(String part, String at, Set<String> said) {
        return FOLLOWS.matcher(at).matches()
                || said.stream().anyMatch(place -> near(place, at))
                || announced.getOrDefault(part, Set.of()).stream().anyMatch(place -> near(place, at));
    }

    private static boolean same(JsonNode was, JsonNode is) {
        return was.equals(is)
                || was.isNumber() && is.isNumber() && was.asDouble() == is.asDouble()
                || was.isContainerNode() && was.isEmpty() && (is.isMissingNode() || is.isEmpty())
                || was.isNull() && is.isMissingNode()
                || was.isArray() && Leaf.holds("", was, is);
    }

    private static boolean near(String place, String at) {
        return at.equals(place) || at.startsWith(place + "/") || place.startsWith(at + "/");
    }
}
