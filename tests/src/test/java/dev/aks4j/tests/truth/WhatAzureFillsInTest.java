package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.ModelWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Severity;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.tests.Jackson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every resource of the vocabulary as Azure shows it when nothing is said of it, and what is said of it then, call by call:
 * a write says what the spec says, and nothing of what Azure filled in; and what was said and is said no more is listed,
 * unless it is what Azure has without being asked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatAzureFillsInTest {

    /** What a switch that is listed switches: all that is beside it and below. */
    private static final Pattern SWITCH = Pattern.compile(
            "(/properties/.*?)/((securityMonitoring/)?enabled|mode|type|managed"
                    + "|artifactSource|networkDataplane|ipFamilies|diskEncryptionSetId|enableAutoScaling|scaleSetPriority|overrideSettings/forceUpgrade)");

    /** What says which resource it is, how many machines there are, and what Azure takes no back or shows only once. */
    private static final Pattern NAMES = Pattern.compile(
            ".*/(name|count|dnsPrefix|fqdnSubdomain|nodeResourceGroup|adminUsername|secret|adminPassword|startDate|issuer)"
                    + "|/metadata/namespace|/location|/kind|/apiVersion|/extendedLocation/type"
                    + "|/properties/identityProfile/kubeletidentity/resourceId");

    /** Defaults that Azure has and does not show, or that go by what else is there; from Microsoft Learn. */
    private static final Pattern USUAL = Pattern.compile(
            ".*/(enablePrivateClusterPublicFQDN|enableCSIProxy|daemonset-eviction-for-occupied-nodes) = true"
                    + "|.*/skip-nodes-with-(local-storage|system-pods) = \"(true|false)\""
                    + "|.*/expander = \"random\"|.*/scale-down-utilization-threshold = \"0.5\""
                    + "|.*/(httpProxyConfig|addonProfiles/azurepolicy)/enabled = false"
                    + "|.*/localDNSProfile/mode = \"(Disabled|Preferred)\"|.*/maxPods = 110|.*/countIPv6 = 1"
                    + "|.*/natGatewayProfile/sku = \".*\"|.*/(installation|mode) = \"Disabled\""
                    + "|.*/drainTimeoutInMinutes = 30|.*/maxSurge = \"1\"|.*/osDiskType = \"Managed\""
                    + "|.*/workloadRuntime = \"OCIContainer\"|.*/publicNetworkAccess = \"Enabled\""
                    + "|.*/networkPolicy = \"cilium\"|.*/upgradeChannel = \"none\"|.*/podIPAllocationMode = \"DynamicIndividual\""
                    + "|.*/directoryServiceOptions = \"None\""
                    // Azure computes them from the size where nobody says them
                    + "|.*/(provisionedIops|provisionedBandwidthMibps) = .*"
                    // a claim's own, fixed when it is made
                    + "|/spec/(storageClassName|volumeAttributesClassName|volumeName) = .*");

    private final Map<String, JsonNode> filled = new HashMap<>();
    private String subscription;

    @BeforeAll
    void letAzureFillIn() {
        try (ModelWorld world = new ModelWorld()) {
            subscription = world.azure.subscriptionId();
            Map<String, List<String>> everything = new LinkedHashMap<>();
            everything.put(Vocabulary.CLUSTER.name(), List.of());
            Vocabulary.OTHERS.stream()
                    .filter(part -> part.ofCluster().isEmpty())
                    .filter(part -> isPossible(part.spec(Vocabulary.silentClusterFor(part.name()), List.of())))
                    .forEach(part -> everything.put(part.name(), List.of()));
            world.aks()
                    .plan(Wish.of(everything).withoutController().build(), PlanOptions.standard())
                    .apply()
                    .await(LONG);
            Vocabulary.silent().forEach((part, spec) -> world.live(spec).ifPresent(live -> filled.put(part, live)));
        }
        assertThat(filled).hasSizeGreaterThan(40);
    }

    /** Whether the plain cluster has what a resource needs. */
    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private boolean isPossible(Spec spec) {
        Scope scope = scope(spec, Vocabulary.silent().get(Vocabulary.CLUSTER.name()));
        return ((ResourceKind<Spec>) spec.kind())
                .check(spec, scope).stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    }

    private Scope scope(Spec... specs) {
        return new Scope(subscription, Instant.parse("2026-11-23T00:00:00Z"), List.of(specs));
    }

    private interface Look {
        void at(Part<?> part, String call, Spec spec, Json live);
    }

    private void everyCall(Look look) {
        Vocabulary.all().filter(part -> filled.containsKey(part.name())).forEach(part -> {
            ClusterSpec cluster = Vocabulary.clusterFor(part);
            Json live = Jackson.json(filled.get(part.name()));
            part.calls().forEach(call -> look.at(part, call, part.spec(cluster, List.of(call)), live));
        });
    }

    @Test
    void aWriteSaysWhatTheSpecSaysAndNothingThatAzureFilledIn() {
        List<String> wrong = new ArrayList<>();
        everyCall((part, call, spec, live) -> {
            Comparison found = compare(spec, live);
            if (found.change() == Change.UPDATE) {
                List<String> said = said(spec, found);
                puts(spec, live, found)
                        .forEach(put -> Leaf.of(Jackson.tree(put.body())).entrySet().stream()
                                // null leaves a value out
                                .filter(each -> !each.getValue().isNull())
                                .map(each -> place(put, each.getKey()))
                                .filter(at -> said.stream().noneMatch(place -> near(place, at)))
                                .forEach(at -> wrong.add(part + " " + call + ": " + at)));
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static List<String> said(Spec spec, Comparison found) {
        List<String> said =
                new ArrayList<>(Leaf.of(Said.document(spec, new Scope(Vocabulary.NOWHERE, Instant.EPOCH, List.of())))
                        .keySet());
        found.differences().forEach(each -> said.add(each.path().replace("~1", "|")));
        return said;
    }

    private static String place(Write.Put put, String at) {
        String pools = "/properties/agentPoolProfiles/";
        boolean pool = put.id().type().endsWith("/agentPools");
        return pool ? pools + put.id().name() + at.replaceFirst("^/properties", "") : at;
    }

    private static boolean switches(String path, String at) {
        Matcher one = SWITCH.matcher(path);
        return one.matches() && !one.group(1).equals("/properties") && at.startsWith(one.group(1) + "/");
    }

    private static boolean near(String place, String at) {
        return at.equals(place) || at.startsWith(place + "/") || place.startsWith(at + "/");
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private Stream<Write.Put> puts(Spec spec, Json live, Comparison found) {
        return ((ResourceKind<Spec>) spec.kind())
                .update(spec, live, found, scope(spec)).stream()
                        .filter(Write.Put.class::isInstance)
                        .map(Write.Put.class::cast)
                        .filter(Write.Put::merge);
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private Comparison compare(Spec spec, Json live) {
        return ((ResourceKind<Spec>) spec.kind()).compare(spec, live, scope(spec));
    }

    @Test
    void whatIsNoLongerSaidIsListed() {
        List<String> wrong = new ArrayList<>();
        everyCall((part, call, spec, live) -> {
            Spec silent = part.spec(Vocabulary.clusterFor(part), List.of());
            Json said = Jackson.json(Said.document(spec, scope(spec)));
            Comparison found = compare(silent, said);
            Map<String, JsonNode> ordinary = Leaf.of(filled.get(part.name()));
            Leaf.of(Jackson.tree(said)).forEach((at, value) -> {
                boolean told = Stream.concat(found.differences().stream(), found.unmanaged().stream())
                        .map(Difference::path)
                        .map(path -> path.replace("~1", "|"))
                        .anyMatch(path -> near(path, at) || switches(path, at));
                JsonNode usual = ordinary.get(at);
                boolean same = usual != null && Leaf.holds(at, value, usual);
                if (!told
                        && !same
                        && !value.isNull()
                        && !USUAL.matcher(at + " = " + value).matches()
                        && !NAMES.matcher(at).matches()) {
                    wrong.add(part + " " + call + ": " + at + " = " + value + ", usually " + usual);
                }
            });
        });
        assertThat(wrong).isEmpty();
    }
}
