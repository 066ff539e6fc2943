package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.internal.cluster.rule.DatedRules;
import dev.aks4j.core.internal.plan.kind.Unfinished;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Scope;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster spec held against the live cluster: control plane, pools, pools to remove, pools of nobody. */
final class ClusterComparison {

    static final String POOLS = "/properties/agentPoolProfiles";

    private static final String IDENTITIES = "/identity/userAssignedIdentities";

    private ClusterComparison() {}

    static Comparison of(ClusterSpec spec, Json live, Scope scope) {
        Json declared = ClusterDocuments.managedControlPlane(spec, live, scope);
        List<Difference> differences = new ArrayList<>(Alternative.explained(
                Documents.compare(
                        declared,
                        Unfinished.asItIs(live),
                        difference -> judge(spec, difference, live)
                                .map(judged -> ControlPlaneChanges.beside(judged, live, day(scope)))),
                ClusterDocuments.managedControlPlane(spec, Json.missing(), scope),
                ControlPlaneChanges.ALTERNATIVES));
        identity(declared, live).ifPresent(exchanged -> {
            differences.removeIf(each -> each.path().startsWith(IDENTITIES + "/"));
            differences.add(exchanged);
        });
        differences.addAll(Unfinished.states(declared, live));
        List<Difference> unmanaged = new ArrayList<>(UndeclaredClusterProperties.ofControlPlane(declared, live));
        spec.pools().forEach(pool -> differences.addAll(pool(spec, pool, live, scope)));
        spec.pools()
                .forEach(pool -> live(live, pool.name())
                        .ifPresent(there -> unmanaged.addAll(undeclared(spec, pool, there, scope))));
        live.at(POOLS).forEach(there -> {
            String name = there.path("name").asText();
            Optional<StandIn> standIn = StandIn.read(there);
            if (spec.removedPools().contains(name)) {
                differences.add(gone(name, there, Change.REMOVE, "the pool is to be removed"));
            } else if (standIn.isPresent() && standIn.get().isOver(spec, live)) {
                differences.add(gone(
                        name,
                        there,
                        Change.REMOVE,
                        "it stood in for " + standIn.get().pool()));
            } else if (spec.pool(name).isEmpty()) {
                unmanaged.add(gone(name, there, Change.UPDATE, "removedPool(\"" + name + "\") would remove it"));
            }
        });
        differences.addAll(Contradictions.of(spec, live, differences, scope));
        return new Comparison(differences, unmanaged);
    }

    private static Difference gone(String name, Json there, Change change, String reason) {
        return new Difference(POOLS + "/" + name, there, Json.missing(), change, reason);
    }

    /** The features judge first; what they return as it came is judged here. */
    private static Optional<Difference> judge(ClusterSpec spec, Difference difference, Json live) {
        Optional<Difference> judged = Optional.of(difference);
        for (ClusterFeature feature : spec.features()) {
            judged = judged.flatMap(current -> feature.judge(current, live));
        }
        return judged.flatMap(current ->
                current.equals(difference) ? ControlPlaneChanges.judge(spec, current, live) : Optional.of(current));
    }

    /** Another identity shows only as a missing key, which the comparison of values does not see. */
    private static Optional<Difference> identity(Json declared, Json live) {
        Json there = live.at(IDENTITIES);
        for (var wanted : declared.at(IDENTITIES).properties()) {
            boolean found =
                    there.properties().stream().anyMatch(entry -> entry.getKey().equalsIgnoreCase(wanted.getKey()));
            if (!found && !there.isEmpty()) {
                Difference exchanged = new Difference(IDENTITIES, there, declared.at(IDENTITIES), Change.UPDATE, "");
                return Optional.of(
                        exchanged.with(Change.FORBIDDEN, "a plan cannot put one identity in the place of another"));
            }
        }
        return Optional.empty();
    }

    private static List<Difference> pool(ClusterSpec spec, NodePoolSpec pool, Json live, Scope scope) {
        String path = POOLS + "/" + pool.name();
        Optional<Json> there = live(live, pool.name());
        if (there.isEmpty()) {
            Json.ObjectBuilder declared = ClusterDocuments.profile(spec, pool, scope);
            LocalDate today = day(scope);
            Difference added = new Difference(
                    path, Json.missing(), declared.build(), Change.UPDATE, "a new pool beside the others");
            if (pool.isWindows() && live.at("/properties/windowsProfile").isMissing()) {
                return List.of(added.with(
                        Change.RECREATE, "Windows is chosen when a cluster is created, and this one has none"));
            }
            return DatedRules.newPool(new Declared(spec), pool, today).stream()
                    .findFirst()
                    .map(problem -> List.of(added.with(
                            Change.FORBIDDEN, problem.value() + " " + problem.what() + ". " + problem.fix())))
                    .orElse(List.of(added));
        }
        if (isLeaving(there.get())) {
            return List.of(new Difference(
                    path + "/provisioningState",
                    there.get().path("provisioningState"),
                    Json.of("Succeeded"),
                    Change.UPDATE,
                    "it is being removed; it is made again when it is gone"));
        }
        Json.ObjectBuilder declared = ClusterDocuments.managedProfile(spec, pool, there.get(), scope);
        List<Difference> found = new ArrayList<>(Alternative.explained(
                Documents.compare(
                        declared.build(),
                        Unfinished.asItIs(there.get()),
                        difference -> PoolPropertyChanges.judge(spec, pool, difference, there.get(), live)),
                ClusterDocuments.managedProfile(spec, pool, Json.missing(), scope)
                        .build(),
                PoolPropertyChanges.ALTERNATIVES));
        PoolPropertyChanges.within(pool, there.get()).ifPresent(found::add);
        found.addAll(Unfinished.states(declared.build(), there.get()));
        boolean goesOn = found.stream().anyMatch(difference -> difference.change() == Change.ROTATE);
        if (goesOn) {
            PoolInheritance.lost(there.get(), declared.build()).stream()
                    .filter(lost -> found.stream().noneMatch(each -> each.path().equals(lost.path())))
                    .forEach(found::add);
        }
        if (!StandIn.taken(there.get()).isEmpty() && !goesOn) {
            found.add(new Difference(
                    "/tags/" + StandIn.LIMITS,
                    there.get().path("tags").path(StandIn.LIMITS),
                    Json.missing(),
                    Change.UPDATE,
                    "left by a rotation that was given up"));
        }
        return found.stream()
                .flatMap(difference -> placed(spec, path, difference, live).stream())
                .toList();
    }

    private static List<Difference> undeclared(ClusterSpec spec, NodePoolSpec pool, Json there, Scope scope) {
        Json declared =
                ClusterDocuments.managedProfile(spec, pool, there, scope).build();
        return UndeclaredClusterProperties.ofPool(declared, there).stream()
                .map(each -> new Difference(
                        POOLS + "/" + pool.name() + each.path(),
                        each.before(),
                        each.after(),
                        each.change(),
                        each.reason()))
                .toList();
    }

    private static Optional<Difference> placed(ClusterSpec spec, String path, Difference found, Json live) {
        Optional<Difference> judged = Optional.of(
                new Difference(path + found.path(), found.before(), found.after(), found.change(), found.reason()));
        for (ClusterFeature feature : spec.features()) {
            judged = judged.flatMap(current -> feature.judge(current, live));
        }
        return judged;
    }

    /** Returns whether Azure is removing a pool at this moment. */
    static boolean isLeaving(Json profile) {
        return profile.path("provisioningState").asText().equalsIgnoreCase("Deleting");
    }

    private static LocalDate day(Scope scope) {
        return LocalDate.ofInstant(scope.now(), ZoneOffset.UTC);
    }

    /** Returns a live pool's profile. */
    static Optional<Json> live(Json cluster, String pool) {
        for (Json profile : cluster.at(POOLS)) {
            if (profile.path("name").asText().equalsIgnoreCase(pool)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }
}
