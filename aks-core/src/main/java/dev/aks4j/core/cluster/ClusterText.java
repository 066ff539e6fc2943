package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.GatewayPool;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Clusters and pools in the few words that a plan shows. */
final class ClusterText {

    private ClusterText() {}

    /** Returns for example {@code 1.35, Standard, overlay, cilium; one operation with its pools}. */
    static String summary(ClusterSpec spec) {
        List<String> words = new ArrayList<>();
        words.add(spec.kubernetesVersion().orElse("Azure's default version"));
        words.add(spec.text("/sku/tier"));
        spec.features().stream()
                .map(ClusterFeature::summary)
                .filter(text -> !text.isEmpty())
                .forEach(words::add);
        return String.join(", ", words) + "; one operation with its pools";
    }

    /** Returns a name for the pool that stands in for another one; no pool, declared or live, has it. */
    static String helperName(ClusterSpec spec, Json live, NodePoolSpec pool) {
        int longest = pool.isWindows() ? 6 : 12;
        for (char last = 't'; last <= 'z'; last++) {
            String name = pool.name().substring(0, Math.min(pool.name().length(), longest - 1)) + last;
            if (spec.pool(name).isEmpty() && ClusterComparison.live(live, name).isEmpty()) {
                return name;
            }
        }
        throw new AksException("No name is free for a pool to stand in for " + pool.name() + " while it is made anew."
                + " Rename a pool that begins with the same letters.");
    }

    /** Returns the lines of the address plan, aligned. */
    static List<String> addresses(List<AddressUse> uses) {
        List<List<String>> rows = uses.stream()
                .map(use -> List.of(
                        use.label(),
                        use.range().toString(),
                        String.format(Locale.ROOT, "%,d of %,d %sused", use.used(), use.available(), unit(use)),
                        String.format(Locale.ROOT, "room for %,d more nodes", use.room())))
                .toList();
        int[] widths = new int[3];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream()
                .map(row -> String.format(
                                "%-" + widths[0] + "s   %-" + widths[1] + "s   %-" + widths[2] + "s",
                                row.get(0),
                                row.get(1),
                                row.get(2))
                        + "   " + row.get(3))
                .toList();
    }

    private static String unit(AddressUse use) {
        return use.unit().equals("addresses") ? "" : use.unit() + " ";
    }

    /** Returns for example {@code 2–40 × Standard_D8ds_v5, zones 1 2 3, spot}. */
    static String pool(NodePoolSpec pool) {
        List<String> words = new ArrayList<>();
        String size = pool.isVirtualMachines()
                ? "machines"
                : pool.vmSize().isEmpty() ? "a size that Azure chooses" : pool.vmSize();
        String count = pool.isAutoscaled() ? pool.minNodes() + "–" + pool.maxNodes() : String.valueOf(pool.maxNodes());
        words.add(count + " × " + size);
        if (!pool.zones().isEmpty()) {
            words.add("zones " + pool.zones().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        if (pool.isWindows()) {
            words.add("Windows");
        }
        if (pool.isSpot()) {
            words.add("spot");
        }
        if (pool instanceof GatewayPool) {
            words.add("gateway");
        }
        return String.join(", ", words);
    }
}
