package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the writes of a plan do to the pools of one cluster, write by write: a pool that is made anew is there twice for a
 * while, and an upgrade has its surge beside the nodes.
 */
public final class WrittenPools {

    private static final String PROFILES = "/properties/agentPoolProfiles";
    private static final String POOL = "Microsoft.ContainerService/managedClusters/agentPools";

    /**
     * The pools at one time.
     *
     * @param pools the pools by name
     * @param surging the pool that is upgraded at that time; empty if none is
     * @param surge the nodes that its upgrade adds
     */
    record Moment(Map<String, PoolMachines> pools, String surging, Optional<PoolMachines> surge) {
        Moment {
            pools = Map.copyOf(pools);
        }

        /** Counts the vCPUs of all pools, with the surge. */
        Vcpus all(VmSizesOnOffer sizes) {
            return Vcpus.of(pools.values(), sizes).plus(Vcpus.of(surge.stream().toList(), sizes));
        }

        /** Counts the vCPUs of one pool, with its surge. */
        Vcpus of(String name, VmSizesOnOffer sizes) {
            Vcpus own = Vcpus.of(Optional.ofNullable(pools.get(name)).stream().toList(), sizes);
            return surging.equals(name) ? own.plus(Vcpus.of(surge.stream().toList(), sizes)) : own;
        }
    }

    private final Map<String, PoolMachines> now = new LinkedHashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Set<String> created = new LinkedHashSet<>();
    private final Set<String> grown = new LinkedHashSet<>();
    private boolean concerned;

    private WrittenPools() {}

    /** Follows the writes of a cluster, beginning with its live document. */
    static WrittenPools of(Json live, List<Write> writes) {
        WrittenPools all = new WrittenPools();
        live.at(PROFILES).forEach(profile -> all.now.put(profile.path("name").asText(), new PoolMachines(profile)));
        all.remember();
        writes.forEach(all::follow);
        return all;
    }

    private void follow(Write write) {
        if (write instanceof Write.Delete delete) {
            if (isPool(delete.id().type())) {
                now.remove(delete.id().name());
            } else {
                now.clear();
            }
        } else if (write instanceof Write.Put put) {
            if (isPool(put.id().type())) {
                pool(put);
            } else if (!put.merge()) {
                put.body()
                        .at(PROFILES)
                        .forEach(profile -> create(profile.path("name").asText(), profile));
            }
        }
        remember();
    }

    private static boolean isPool(String type) {
        return type.equalsIgnoreCase(POOL);
    }

    private void create(String name, Json profile) {
        now.put(name, new PoolMachines(profile));
        created.add(name);
        concerned = true;
    }

    private void pool(Write.Put put) {
        String name = put.id().name();
        Json body = put.body().path("properties");
        PoolMachines before = now.get(name);
        if (!put.merge() || before == null) {
            create(name, body);
            return;
        }
        PoolMachines after = before.after(body);
        now.put(name, after);
        if (after.total() > before.total()) {
            grown.add(name);
        }
        concerned |= after.total() > before.total()
                || after.atMost().total() > before.atMost().total();
        surge(name, after, body.path("orchestratorVersion").asText());
    }

    /** From 1.35 on, an upgrade for whose surge vCPUs are missing goes on with one node more. */
    private void surge(String name, PoolMachines pool, String version) {
        Optional<KubernetesVersion> raised = KubernetesVersion.read(version);
        if (raised.isPresent() && pool.surge() > 0) {
            int needed = raised.get().isAtLeast(1, 35) ? 1 : pool.surge();
            concerned = true;
            moments.add(new Moment(now, name, Optional.of(pool.with(needed))));
        }
    }

    private void remember() {
        moments.add(new Moment(now, "", Optional.empty()));
    }

    /** Returns whether any pool is made, grows, may grow further, or is upgraded. */
    boolean concerned() {
        return concerned;
    }

    /** Returns the pools at the beginning and after each write. */
    List<Moment> moments() {
        return List.copyOf(moments);
    }

    Moment before() {
        return moments.get(0);
    }

    /** Returns a pool when all is done. */
    Optional<PoolMachines> now(String name) {
        return Optional.ofNullable(now.get(name));
    }

    /** Returns the pools when all is done, each with as many nodes as its autoscaler may give it. */
    List<PoolMachines> atMost() {
        return now.values().stream().map(PoolMachines::atMost).toList();
    }

    /** Returns the pools that are made, made anew among them, as they are in the end; helpers are gone by then. */
    Map<String, PoolMachines> created() {
        return kept(created);
    }

    /** Returns the pools that get more nodes. */
    Map<String, PoolMachines> grown() {
        return kept(grown);
    }

    private Map<String, PoolMachines> kept(Set<String> names) {
        Map<String, PoolMachines> kept = new LinkedHashMap<>();
        names.stream().filter(now::containsKey).forEach(name -> kept.put(name, now.get(name)));
        return kept;
    }
}
