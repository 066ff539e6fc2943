package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.GatewayPool;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.internal.plan.kind.Unfinished;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The writes that make an existing cluster as its spec says. The control plane and each pool are written by themselves,
 * because Azure takes no new pool in a write of the cluster; versions go up one minor at a time, pools after the control
 * plane.
 */
final class ClusterWrites {

    private static final String VERSION = "/properties/kubernetesVersion";
    private static final String POOL_VERSION = "/orchestratorVersion";

    private final ClusterSpec spec;
    private final ResourceId id;
    private final Json live;
    private final Scope scope;
    private final List<Difference> differences;
    private final List<Write> writes = new ArrayList<>();

    private ClusterWrites(ClusterSpec spec, Json live, Comparison comparison, Scope scope) {
        this.spec = spec;
        this.id = scope.id(spec.id());
        this.live = live;
        this.scope = scope;
        this.differences = comparison.differences();
    }

    static List<Write> of(ClusterSpec spec, Json live, Comparison comparison, Scope scope) {
        ClusterWrites all = new ClusterWrites(spec, live, comparison, scope);
        all.controlPlane();
        all.versions();
        spec.pools().forEach(all::pool);
        live.at(ClusterComparison.POOLS)
                .forEach(there -> all.leftOver(there.path("name").asText()));
        spec.removedPools().stream().sorted().forEach(all::removed);
        return all.writes;
    }

    private void controlPlane() {
        List<Difference> own = differences.stream()
                .filter(difference -> !difference.path().startsWith(ClusterComparison.POOLS))
                .filter(difference -> !difference.path().equals(VERSION))
                .toList();
        boolean upgraded =
                differences.stream().anyMatch(difference -> difference.path().equals(VERSION));
        boolean onlyState = own.stream().allMatch(Unfinished::isState);
        if (!own.isEmpty() && !(onlyState && upgraded)) {
            Json declared = ClusterDocuments.managedControlPlane(spec, live, scope);
            put(id, mirrored(Documents.only(declared, live, own)));
        }
    }

    /** Azure fills the list of ranges in beside the one range; a change of the one goes with the list. */
    private Json mirrored(Json body) {
        Json mirrored = body;
        for (String range : List.of("podCidr", "serviceCidr")) {
            String one = "/properties/networkProfile/" + range;
            boolean single = live.at(one + "s").size() == 1;
            if (body.at(one).isText() && body.at(one + "s").isMissing() && single) {
                mirrored =
                        mirrored.with(one + "s", Json.array().add(body.at(one)).build());
            }
        }
        return mirrored;
    }

    /** Raises the control plane by each minor version in turn, and after each the pools that follow it. */
    private void versions() {
        differences.stream()
                .filter(difference -> difference.path().equals(VERSION))
                .findFirst()
                .ifPresent(difference -> {
                    String from = live.at("/properties/currentKubernetesVersion")
                            .asText(difference.before().asText());
                    for (String version :
                            VersionChange.path(from, difference.after().asText())) {
                        put(id, new ClusterDocument().set(VERSION, version).toJson());
                        spec.pools().forEach(pool -> follow(pool, version));
                    }
                });
    }

    private void follow(NodePoolSpec pool, String version) {
        List<Difference> own = of(pool);
        boolean rotated = own.stream().anyMatch(difference -> difference.change() == Change.ROTATE);
        own.stream()
                .filter(difference -> difference.path().equals(path(pool) + POOL_VERSION))
                .filter(difference -> !rotated)
                .filter(difference -> isStep(difference, version))
                .forEach(difference -> put(
                        poolId(pool.name()),
                        properties(
                                new ClusterDocument().set(POOL_VERSION, version).toJson())));
    }

    /** Returns whether the version lies after the pool's and not after the one it is to get. */
    private static boolean isStep(Difference difference, String version) {
        KubernetesVersion step = KubernetesVersion.read(version).orElseThrow();
        boolean late = KubernetesVersion.read(difference.before().asText())
                .map(before -> before.compareTo(step) < 0)
                .orElse(true);
        boolean early = KubernetesVersion.read(difference.after().asText())
                .map(after -> step.compareTo(after) <= 0)
                .orElse(false);
        return late && early;
    }

    private void pool(NodePoolSpec pool) {
        List<Difference> own = of(pool);
        var there = ClusterComparison.live(live, pool.name());
        var standIn = StandIn.find(live, pool.name());
        if (own.isEmpty() && standIn.isEmpty()) {
            return;
        }
        if (there.isEmpty()) {
            create(
                    pool.name(),
                    standIn.map(carrier -> anew(pool, carrier, carrier))
                            .orElseGet(() -> ClusterDocuments.profile(spec, pool, scope)));
        } else if (ClusterComparison.isLeaving(there.get())) {
            writes.add(new Write.Delete(poolId(pool.name()), ClusterKind.API_VERSION));
            create(pool.name(), anew(pool, there.get(), standIn.orElse(Json.missing())));
        } else if (own.stream().anyMatch(difference -> difference.change() == Change.ROTATE)) {
            rotate(pool, there.get(), standIn);
            return;
        } else {
            inPlace(pool, there.get(), own);
            standIn.ifPresent(carrier -> takeBack(pool, there.get(), carrier));
        }
        standIn.ifPresent(carrier -> emptyAndDelete(carrier.path("name").asText(), pool));
    }

    /** Gives the pool back what a rotation that was given up took from it, where the spec does not say it. */
    private void takeBack(NodePoolSpec pool, Json there, Json carrier) {
        Json.ObjectBuilder back = Json.object();
        boolean countIsSaid = pool.declares("/count") || pool.isAutoscaled() || pool.isVirtualMachines();
        if (!countIsSaid && there.path("count").asInt() < carrier.path("count").asInt()) {
            back.put("count", carrier.path("count"));
        }
        if (!countIsSaid && !there.path("enableAutoScaling").asBoolean(false)) {
            StandIn.read(carrier).ifPresent(mark -> mark.restore(back));
        }
        if (!back.isEmpty()) {
            put(poolId(pool.name()), properties(back.build()));
        }
    }

    /** Removes a pool that stood in for one that no spec has any more. */
    private void leftOver(String name) {
        StandIn.find(
                        live,
                        StandIn.read(ClusterComparison.live(live, name).orElseThrow())
                                .map(StandIn::pool)
                                .orElse(""))
                .filter(found -> found.path("name").asText().equals(name))
                .filter(found ->
                        spec.pool(StandIn.read(found).orElseThrow().pool()).isEmpty())
                .ifPresent(found -> removed(name));
    }

    private void inPlace(NodePoolSpec pool, Json there, List<Difference> own) {
        boolean raised =
                differences.stream().anyMatch(difference -> difference.path().equals(VERSION));
        List<Difference> left = own.stream()
                .map(difference -> new Difference(
                        difference.path().substring(path(pool).length()),
                        difference.before(),
                        difference.after(),
                        difference.change(),
                        difference.reason()))
                .filter(difference -> !(raised && difference.path().equals(POOL_VERSION)))
                .toList();
        if (left.isEmpty()) {
            return;
        }
        Json declared =
                ClusterDocuments.managedProfile(spec, pool, there, scope).build();
        Json.ObjectBuilder body = Documents.only(declared, there, left).edit();
        boolean older = body.has("orchestratorVersion")
                && VersionChange.isOlder(
                        body.path("orchestratorVersion").asText(),
                        there.path("currentOrchestratorVersion").asText());
        if (body.has("nodeImageVersion") || older && pool.has("/nodeImageVersion")) {
            rollBack(pool, there, declared, body);
        }
        left.stream()
                .filter(difference -> difference.path().equals("/count"))
                .forEach(difference -> body.put("count", difference.after()));
        boolean takenFrom =
                left.stream().anyMatch(difference -> difference.path().equals("/tags/" + StandIn.LIMITS));
        if (takenFrom && !pool.declares("/count") && !pool.isAutoscaled()) {
            new StandIn(pool.name(), StandIn.taken(there)).restore(body);
        }
        boolean sent = body.has("orchestratorVersion") || pool.has("/nodeImageVersion");
        if (body.has("orchestratorVersion")) {
            for (String version : VersionChange.path(
                    there.path("currentOrchestratorVersion")
                            .asText(there.path("orchestratorVersion").asText()),
                    body.path("orchestratorVersion").asText())) {
                put(
                        poolId(pool.name()),
                        properties(
                                new ClusterDocument().set(POOL_VERSION, version).toJson()));
            }
            body.remove("orchestratorVersion");
        }
        if (!body.isEmpty() || !sent) {
            put(poolId(pool.name()), properties(body.build()));
        }
    }

    /** Version and image go back in one write, because the one is of the other. */
    private void rollBack(NodePoolSpec pool, Json there, Json declared, Json.ObjectBuilder body) {
        Json.ObjectBuilder back = Json.object();
        String version = declared.path("orchestratorVersion")
                .asText(there.path("currentOrchestratorVersion").asText());
        back.put("orchestratorVersion", version).put("nodeImageVersion", declared.path("nodeImageVersion"));
        put(poolId(pool.name()), properties(back.build()));
        body.remove("orchestratorVersion", "nodeImageVersion");
    }

    /**
     * A helper of the new kind carries the work while the pool is made anew. The autoscaler is switched off first, so
     * that the number of nodes stays what the plan saw; scaling down drains nodes one by one. A helper that is there
     * already, from a rotation that was interrupted, is the helper.
     */
    private void rotate(NodePoolSpec pool, Json there, Optional<Json> standIn) {
        int nodes = Math.max(
                there.path("count").asInt(),
                standIn.map(carrier -> carrier.path("count").asInt()).orElse(0));
        if (there.path("enableAutoScaling").asBoolean(false)) {
            ClusterDocument off = new ClusterDocument();
            if (!pool.isAutoscaled() && !pool.declares("/count")) {
                off.set("/tags/" + StandIn.LIMITS, StandIn.of(there).limits());
            }
            put(poolId(pool.name()), properties(fixed(off)));
        }
        Json.ObjectBuilder fresh = anew(pool, there, standIn.orElse(Json.missing()));
        String helperName = standIn.map(carrier -> carrier.path("name").asText())
                .orElseGet(() -> ClusterText.helperName(spec, live, pool));
        if (standIn.isPresent()) {
            boolean counts = fresh.path("count").isNumber();
            put(
                    poolId(helperName),
                    properties(counts ? count(nodes).build() : Json.object().build()));
        } else {
            create(helperName, helper(pool, there, fresh, nodes));
        }
        emptyAndDelete(pool.name(), pool);
        create(pool.name(), fresh);
        emptyAndDelete(helperName, pool);
    }

    private static Json.ObjectBuilder helper(NodePoolSpec pool, Json there, Json.ObjectBuilder fresh, int nodes) {
        Json.ObjectBuilder helper = fresh.build().edit();
        if (fresh.path("count").isNumber()) {
            helper.remove("minCount", "maxCount");
            helper.put("enableAutoScaling", false).put("count", Math.max(nodes, pool.isSystem() ? 1 : 0));
        }
        StandIn.of(there).mark(helper);
        return helper;
    }

    /** Returns the profile of a pool that is made anew: what the spec says, and else what the old one had. */
    private Json.ObjectBuilder anew(NodePoolSpec pool, Json there, Json standIn) {
        Json.ObjectBuilder declared = ClusterDocuments.managedProfile(spec, pool, Json.missing(), scope);
        Json.ObjectBuilder had = PoolInheritance.of(there, declared.build());
        if (!declared.has("enableAutoScaling") && !declared.has("count")) {
            new StandIn(pool.name(), StandIn.taken(there)).restore(had);
            StandIn.read(standIn).ifPresent(each -> each.restore(had));
        }
        StandIn.clean(had);
        Json.ObjectBuilder fresh =
                Documents.merge(had.build(), declared.build()).edit();
        ClusterDocuments.profile(spec, pool, scope).build().properties().forEach(own -> {
            if (!fresh.has(own.getKey()) && !declared.has(own.getKey())) {
                fresh.put(own.getKey(), own.getValue());
            }
        });
        if (fresh.path("enableAutoScaling").asBoolean(false)) {
            int nodes =
                    Math.max(there.path("count").asInt(), standIn.path("count").asInt());
            int least = fresh.path("minCount").asInt();
            fresh.put(
                    "count",
                    Math.max(least, Math.min(nodes, fresh.path("maxCount").asInt())));
        } else {
            fresh.remove("minCount", "maxCount");
            if (!declared.has("count") && fresh.path("count").isNumber()) {
                int nodes = Math.max(
                        there.path("count").asInt(), standIn.path("count").asInt());
                fresh.put("count", nodes);
            }
        }
        return fresh.put("name", pool.name());
    }

    private static Json.ObjectBuilder count(int nodes) {
        return Json.object().put("count", nodes);
    }

    private void emptyAndDelete(String name, NodePoolSpec pool) {
        boolean leaving = ClusterComparison.live(live, name)
                .filter(ClusterComparison::isLeaving)
                .isPresent();
        if (!leaving && !pool.isVirtualMachines() && !(pool instanceof GatewayPool)) {
            ClusterDocument small = new ClusterDocument().set("/count", pool.isSystem() ? 1 : 0);
            put(poolId(name), properties(small.toJson()));
        }
        writes.add(new Write.Delete(poolId(name), ClusterKind.API_VERSION));
    }

    private static Json fixed(ClusterDocument document) {
        return document.set("/enableAutoScaling", false)
                .set("/minCount", Json.ofNull())
                .set("/maxCount", Json.ofNull())
                .toJson();
    }

    private void removed(String name) {
        if (differences.stream()
                .anyMatch(difference -> difference.path().equals(ClusterComparison.POOLS + "/" + name))) {
            writes.add(new Write.Delete(poolId(name), ClusterKind.API_VERSION));
        }
    }

    private void create(String name, Json.ObjectBuilder profile) {
        writes.add(new Write.Put(poolId(name), ClusterKind.API_VERSION, properties(profile.build()), false));
    }

    private void put(ResourceId target, Json body) {
        writes.add(new Write.Put(target, ClusterKind.API_VERSION, body, true));
    }

    private List<Difference> of(NodePoolSpec pool) {
        return differences.stream()
                .filter(difference -> (difference.path() + "/").startsWith(path(pool) + "/"))
                .toList();
    }

    private static String path(NodePoolSpec pool) {
        return ClusterComparison.POOLS + "/" + pool.name();
    }

    private ResourceId poolId(String name) {
        return id.child("agentPools", name);
    }

    /** Returns an agent pool's document around what its profile says. */
    private static Json properties(Json profile) {
        Json.ObjectBuilder inner = profile.edit();
        inner.remove("name");
        return Json.object().put("properties", inner).build();
    }
}
