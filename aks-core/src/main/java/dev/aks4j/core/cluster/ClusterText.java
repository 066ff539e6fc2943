package dev.aks4j.core.cluster;

import java.util.ArrayList;
import java.util.List;
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
