package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machines of a pool of type VirtualMachines: how many of each size its author asks for, or between which numbers the
 * cluster autoscaler keeps them. What there is stands in {@code virtualMachineNodesStatus}; the pool's own count and size,
 * which clients neither send nor see, are its sum and its first size.
 */
public final class MachineProfiles {

    private static final String SCALE = "/virtualMachinesProfile/scale/";
    static final String STATUS = "virtualMachineNodesStatus";

    private MachineProfiles() {}

    /**
     * The machines of one size. Immutable.
     *
     * @param size the size
     * @param count how many there are, or were asked for
     * @param least how few the autoscaler may leave
     * @param most how many it may make
     * @param scaled whether the autoscaler chooses
     */
    public record Scale(String size, int count, int least, int most, boolean scaled) {}

    /** Tells whether properties of a pool say how many machines of which sizes it has. */
    public static boolean are(JsonNode pool) {
        return pool.path("type").asText().equals("VirtualMachines")
                && pool.path("virtualMachinesProfile").isObject();
    }

    /** Returns what is asked for each size, in the author's order. */
    public static List<Scale> of(JsonNode pool) {
        List<Scale> scales = new ArrayList<>();
        if (!are(pool)) {
            return scales;
        }
        pool.at(SCALE + "manual").forEach(each -> {
            int count = each.path("count").asInt();
            scales.add(new Scale(each.path("size").asText(), count, count, count, false));
        });
        pool.at(SCALE + "autoscale").forEach(each -> {
            String size = each.path("size").asText();
            int least = each.path("minCount").asInt();
            int most = each.path("maxCount").asInt();
            int now = there(pool, size).orElse(least);
            scales.add(new Scale(size, Math.min(Math.max(now, least), Math.max(least, most)), least, most, true));
        });
        return scales;
    }

    private static Optional<Integer> there(JsonNode pool, String size) {
        for (JsonNode each : pool.path(STATUS)) {
            if (each.path("size").asText().equalsIgnoreCase(size)) {
                return AzureJson.number((ObjectNode) each, "/count");
            }
        }
        return Optional.empty();
    }

    /** Shows how many machines of each size there are, by the sizes' own names; what is asked for may be more or less. */
    static void show(ObjectNode view, List<String> sizes) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        sizes.forEach(size ->
                counts.merge(OfferedSizes.find(size).map(MachineSize::name).orElse(size), 1, Integer::sum));
        ArrayNode status = view.putArray(STATUS);
        counts.forEach((size, count) -> status.addObject().put("size", size).put("count", count));
    }

    /** Fills in what follows from what is asked: the numbers that there are to be, their sum, and the first size. */
    static void fill(ObjectNode pool) {
        if (!are(pool)) {
            pool.remove(STATUS);
            return;
        }
        List<Scale> scales = of(pool);
        ArrayNode status = AzureJson.object().putArray(STATUS);
        scales.forEach(scale -> status.addObject().put("size", scale.size()).put("count", scale.count()));
        pool.set(STATUS, status);
        pool.put("count", scales.stream().mapToInt(Scale::count).sum());
        scales.stream().findFirst().ifPresent(first -> pool.put("vmSize", first.size()));
    }

    /** Changes how many machines of a size there are to be; what the author counts himself is counted anew. */
    static void change(ObjectNode pool, String size, int count) {
        for (Map.Entry<String, String> where :
                Map.of("/" + STATUS, "count", SCALE + "manual", "count").entrySet()) {
            pool.at(where.getKey()).forEach(each -> {
                if (each.path("size").asText().equalsIgnoreCase(size)) {
                    ((ObjectNode) each).put(where.getValue(), count);
                }
            });
        }
        fill(pool);
    }
}
