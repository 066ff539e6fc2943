package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.cluster.pool.Surge;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Documents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The machines of a pool at one time, as its agent pool profile tells.
 *
 * @param profile the profile, declared or live
 */
public record PoolMachines(Json profile) {

    /** Returns the numbers of nodes by the size of their machines; a size that Azure chooses is not among them. */
    Map<String, Integer> nodes() {
        Map<String, Integer> nodes = new LinkedHashMap<>();
        for (Json scale : profile.at("/virtualMachinesProfile/scale/manual")) {
            nodes.merge(scale.path("size").asText(), scale.path("count").asInt(), Integer::sum);
        }
        for (Json scale : profile.at("/virtualMachinesProfile/scale/autoscale")) {
            nodes.merge(scale.path("size").asText(), scale.path("minCount").asInt(), Integer::sum);
        }
        if (nodes.isEmpty()) {
            nodes.put(profile.path("vmSize").asText(), profile.path("count").asInt());
        }
        nodes.remove("");
        return nodes;
    }

    /** Returns the same pool with as many nodes as its autoscaler may give it, if it has one. */
    PoolMachines atMost() {
        if (!profile.at("/virtualMachinesProfile/scale/autoscale").isEmpty()) {
            return machinesAtMost();
        }
        return profile.path("enableAutoScaling").asBoolean(false) && profile.has("maxCount")
                ? with(profile.path("maxCount").asInt())
                : this;
    }

    /** Of single machines each size has a maximum of its own. */
    private PoolMachines machinesAtMost() {
        String place = "/virtualMachinesProfile/scale/autoscale";
        List<Json> most = profile.at(place).stream()
                .map(scale -> scale.with("/minCount", scale.path("maxCount")))
                .toList();
        return new PoolMachines(profile.with(place, most));
    }

    /** Returns the pool as a write over it leaves it: the autoscaler brings the nodes within its limits. */
    PoolMachines after(Json body) {
        Json merged = Documents.merge(profile, body);
        PoolMachines next = new PoolMachines(merged);
        if (!merged.path("enableAutoScaling").asBoolean(false)) {
            return next;
        }
        int count = merged.path("count").asInt();
        int least = merged.path("minCount").asInt(count);
        int most = merged.path("maxCount").asInt(count);
        return next.with(Math.max(least, Math.min(count, Math.max(least, most))));
    }

    /** Returns the same kind of machines in another number; single machines keep the first of their sizes. */
    PoolMachines with(int nodes) {
        Json.ObjectBuilder copy = profile.edit();
        nodes().keySet().stream().findFirst().ifPresent(size -> copy.put("vmSize", size));
        copy.remove("virtualMachinesProfile");
        return new PoolMachines(copy.put("count", nodes).build());
    }

    /** Returns the number of nodes, whatever their size. */
    int total() {
        int machines = 0;
        for (Json scale : profile.at("/virtualMachinesProfile/scale/manual")) {
            machines += scale.path("count").asInt();
        }
        for (Json scale : profile.at("/virtualMachinesProfile/scale/autoscale")) {
            machines += scale.path("minCount").asInt();
        }
        return machines == 0 ? profile.path("count").asInt() : machines;
    }

    boolean spot() {
        return profile.path("scaleSetPriority").asText().equalsIgnoreCase("Spot");
    }

    Set<String> zones() {
        Set<String> zones = new TreeSet<>();
        profile.path("availabilityZones").forEach(zone -> zones.add(zone.asText()));
        return zones;
    }

    /** Returns how many nodes an upgrade adds at most. */
    int surge() {
        return spot() || total() == 0 ? 0 : Surge.nodes(profile.at("/upgradeSettings/maxSurge"), total());
    }
}
