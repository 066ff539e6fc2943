package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.identity.ControlPlaneIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a method set and no spec says any more is told under a plan, or there is a reason why not. */
class UndeclaredPropertiesTest {

    private static final Scope SCOPE =
            new Scope("00000000-0000-4000-8000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());

    /** Methods after which nothing is told, by their beginning, with the reason. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("builder(", "says nothing"),
            Map.entry("httpProxy(p -> p.disabled", "sets what Azure has without being asked"),
            Map.entry("pool: noSsh(", "goes through the pool alone, and is no part of a creation"),
            Map.entry("pool: artifactStreaming(", "goes through the pool alone, and is no part of a creation"),
            Map.entry("pool: nodeImageVersion(", "every pool has one"),
            Map.entry("pool: managedNetworkDevices(", "sets what Azure has without being asked"),
            Map.entry("scheduler(", "sets what Azure has without being asked"),
            Map.entry("dnsPrefix(", "every cluster has one, and it is fixed at creation"),
            Map.entry("nodeResourceGroup(", "every cluster has one, and it is fixed at creation"),
            Map.entry("edgeZone(", "every cluster has one, and it is fixed at creation"),
            Map.entry("linuxLogin(", "every cluster has one, and it is fixed at creation"),
            Map.entry("windows(w -> w.user", "every cluster has one, and it is fixed at creation"),
            Map.entry("windows(w -> w.password", "Azure never tells a password"),
            Map.entry("windows(w -> w.csiProxy", "sets what Azure has without being asked"),
            Map.entry("nodeOsUpgrade(", "sets what Azure has without being asked"),
            Map.entry("oidcIssuer(", "on without being asked from 1.34 on, and never off again"),
            Map.entry("publicNetworkAccess(", "sets what Azure has without being asked"),
            Map.entry("storage(s -> s.disks", "sets what Azure has without being asked"),
            Map.entry("storage(s -> s.files", "sets what Azure has without being asked"),
            Map.entry("storage(s -> s.snapshots", "sets what Azure has without being asked"),
            Map.entry("httpProxy(p -> p.except", "told with the proxy"),
            Map.entry("httpProxy(p -> p.trustedCa", "told with the proxy"),
            Map.entry("autoscalerProfile(a -> a.expander", "sets what Azure has without being asked"),
            Map.entry(
                    "autoscalerProfile(a -> a.scaleDownUtilizationThreshold",
                    "sets what Azure has without being asked"),
            Map.entry("autoscalerProfile(a -> a.skipNodes", "sets what Azure has without being asked"),
            Map.entry("pool: vmSize(", "every pool has one, and it is fixed at creation"),
            Map.entry("pool: count(", "every pool has one"),
            Map.entry("pool: maxPods(", "sets what Azure has without being asked"),
            Map.entry("pool: osDisk(", "Azure fills it in by the machine"),
            Map.entry("pool: kubeletDisk(", "Azure fills it in by the machine"),
            Map.entry("pool: osSku(", "sets what Azure has without being asked"),
            Map.entry("pool: kubernetesVersion(", "every pool has one"),
            Map.entry("pool: maxSurge(", "sets what Azure has without being asked"),
            Map.entry("pool: drainTimeout(", "sets what Azure has without being asked"),
            Map.entry("pool: workloadRuntime(", "sets what Azure has without being asked"),
            Map.entry("pool: scaleDownMode(", "sets what Azure has without being asked"),
            Map.entry("pool: gpuDriver(", "sets what Azure has without being asked"),
            Map.entry("pool: localDns(", "sets what Azure has without being asked"));

    @Test
    void everyMethodsPropertyIsToldWhenNoSpecSaysItAnyMore() {
        List<String> silent = new ArrayList<>();
        for (Coverage.Case each : CoverageCases.all()) {
            boolean reason = REASONS.keySet().stream().anyMatch(each.method()::startsWith);
            Set<String> told = told(silent(each), created(each.spec()));
            told.removeAll(told(silent(each), created(plain(each))));
            if (!reason && told.isEmpty()) {
                silent.add(each.method());
            }
        }
        assertThat(silent).isEmpty();
    }

    private static Set<String> told(Spec spec, Json live) {
        Comparison found = compare(spec, live);
        return Stream.concat(found.unmanaged().stream(), found.differences().stream())
                .map(Difference::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns what is there beside the method's property. */
    private static ClusterSpec plain(Coverage.Case each) {
        ClusterSpec.Builder builder = CoverageCases.base();
        if (each.method().startsWith("pool: ") && !each.method().contains("OutboundNat")) {
            builder.identity(ControlPlaneIdentity.create()).userPool("apps", pool -> {});
        }
        return builder.build();
    }

    /** Returns the spec without the method, with the same pools. */
    private static ClusterSpec silent(Coverage.Case each) {
        ClusterSpec.Builder builder = CoverageCases.base();
        if (each.method().startsWith("pool: ") && !each.method().contains("OutboundNat")) {
            builder.userPool("apps", pool -> {});
        }
        return builder.build();
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static Comparison compare(Spec spec, Json live) {
        return ((ResourceKind<Spec>) spec.kind()).compare(spec, live, SCOPE);
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static Json created(Spec spec) {
        return ((Write.Put)
                        ((ResourceKind<Spec>) spec.kind()).create(spec, SCOPE).get(0))
                .body();
    }
}
