package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolBuilder;
import dev.aks4j.core.cluster.pool.SystemPool;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;

/** A pool that exists, as the calls that say it. Immutable. */
final class SpecPool {

    private final Json pool;
    private final List<SpecCall<NodePoolBuilder<?>>> said;

    SpecPool(Json pool, List<SpecCall<NodePoolBuilder<?>>> said) {
        this.pool = pool;
        this.said = List.copyOf(said);
    }

    private String name() {
        return pool.path("name").asText();
    }

    private boolean isSystem() {
        return pool.path("mode").asText().equalsIgnoreCase("System");
    }

    private boolean isGateway() {
        return pool.path("mode").asText().equalsIgnoreCase("Gateway");
    }

    private boolean scalesItself() {
        return pool.path("enableAutoScaling").asBoolean();
    }

    private boolean isSpot() {
        return pool.path("scaleSetPriority").asText().equals("Spot");
    }

    private int[] zones() {
        List<Integer> zones = new ArrayList<>();
        pool.path("availabilityZones").forEach(zone -> zones.add(zone.asInt()));
        return zones.stream().mapToInt(Integer::intValue).toArray();
    }

    private String size() {
        return pool.path("vmSize").asText();
    }

    private int number(String field) {
        return pool.path(field).asInt();
    }

    /** Makes the calls. */
    void add(ClusterSpec.Builder cluster) {
        if (isGateway()) {
            cluster.gatewayPool(name(), builder -> {
                builder.raw("/count", number("count"));
                common(builder);
            });
        } else if (isSystem()) {
            cluster.systemPool(name(), this::system);
        } else {
            cluster.userPool(name(), this::user);
        }
    }

    private void system(SystemPool.Builder builder) {
        if (scalesItself()) {
            builder.autoscale(number("minCount"), number("maxCount"));
        } else {
            builder.count(number("count"));
        }
        common(builder);
    }

    private void user(UserPool.Builder builder) {
        if (scalesItself()) {
            builder.autoscale(number("minCount"), number("maxCount"));
        } else if (hasCount()) {
            builder.count(number("count"));
        } else {
            machines().forEach(machines -> machines.on().accept(builder));
        }
        if (isSpot()) {
            builder.spot();
        }
        common(builder);
        if (isWindows()) {
            builder.raw("/osType", "Windows");
        }
    }

    /** The machines of a pool of single machines. */
    private List<SpecCall<UserPool.Builder>> machines() {
        List<SpecCall<UserPool.Builder>> calls = new ArrayList<>();
        pool.at("/virtualMachinesProfile/scale/manual").forEach(one -> {
            String size = one.path("size").asText();
            int count = one.path("count").asInt();
            calls.add(new SpecCall<>(
                    "machines(" + SpecCall.literal(size) + ", " + count + ")",
                    "",
                    builder -> builder.machines(size, count)));
        });
        pool.at("/virtualMachinesProfile/scale/autoscale").forEach(range -> {
            String size = range.path("size").asText();
            int min = range.path("minCount").asInt();
            int max = range.path("maxCount").asInt();
            calls.add(new SpecCall<>(
                    "autoscaledMachines(" + SpecCall.literal(size) + ", " + min + ", " + max + ")",
                    "",
                    builder -> builder.autoscaledMachines(size, min, max)));
        });
        return calls;
    }

    /** A pool of single machines has no size and count of its own. */
    private boolean hasCount() {
        return !pool.path("type").asText().equals("VirtualMachines");
    }

    private boolean isWindows() {
        return pool.path("osType").asText().equalsIgnoreCase("Windows");
    }

    private void common(NodePoolBuilder<?> builder) {
        if (!size().isEmpty() && hasCount()) {
            builder.vmSize(size());
        }
        if (zones().length > 0) {
            builder.zones(zones());
        }
        said.forEach(call -> call.on().accept(builder));
    }

    /** Returns what the text of the calls needs. */
    List<String> imports() {
        return said.stream()
                .map(SpecCall::imported)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    /** Returns the calls as Java. */
    String text() {
        String method = isGateway() ? "gatewayPool" : isSystem() ? "systemPool" : "userPool";
        List<String> calls = new ArrayList<>();
        if (isGateway()) {
            calls.add("raw(\"/count\", " + number("count") + ")");
        } else if (scalesItself()) {
            calls.add("autoscale(" + number("minCount") + ", " + number("maxCount") + ")");
        } else if (isSystem() || hasCount()) {
            calls.add("count(" + number("count") + ")");
        } else {
            machines().forEach(machines -> calls.add(machines.text()));
        }
        if (isSpot() && !isSystem() && !isGateway()) {
            calls.add("spot()");
        }
        if (!size().isEmpty() && hasCount()) {
            calls.add("vmSize(" + SpecCall.literal(size()) + ")");
        }
        if (zones().length > 0) {
            List<String> zones = new ArrayList<>();
            for (int zone : zones()) {
                zones.add(String.valueOf(zone));
            }
            calls.add("zones(" + String.join(", ", zones) + ")");
        }
        said.forEach(call -> calls.add(call.text()));
        if (!isSystem() && !isGateway() && isWindows()) {
            calls.add("raw(\"/osType\", \"Windows\")");
        }
        return method + "(" + SpecCall.literal(name()) + ", pool -> pool\n                ."
                + String.join("\n                .", calls) + ")";
    }
}
