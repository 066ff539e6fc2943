package dev.aks4j.core.cluster.pool;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import java.util.List;

/** Options of kubelet on a pool's nodes. Not thread-safe; used while a pool is built. */
public final class KubeletConfig {

    private final ClusterDocument profile;

    KubeletConfig(ClusterDocument profile) {
        this.profile = profile;
    }

    private KubeletConfig set(String name, Object value) {
        profile.set("/kubeletConfig/" + name, value);
        return this;
    }

    /** Sets how CPUs are given to containers: {@code none} or {@code static}. */
    public KubeletConfig cpuManagerPolicy(String policy) {
        return set("cpuManagerPolicy", policy);
    }

    /** Sets whether CPU limits are enforced; without it they are. */
    public KubeletConfig cpuCfsQuota(boolean enforced) {
        return set("cpuCfsQuota", enforced);
    }

    /** Sets the period of CPU limits, for example {@code 100ms}, from {@code 1ms} to {@code 1s}. */
    public KubeletConfig cpuCfsQuotaPeriod(String period) {
        return set("cpuCfsQuotaPeriod", period);
    }

    /** Sets at what disk use, in percent, image garbage collection stops and starts. */
    public KubeletConfig imageGcThresholds(int low, int high) {
        set("imageGcLowThreshold", low);
        return set("imageGcHighThreshold", high);
    }

    /** Sets NUMA alignment: {@code none}, {@code best-effort}, {@code restricted} or {@code single-numa-node}. */
    public KubeletConfig topologyManagerPolicy(String policy) {
        return set("topologyManagerPolicy", policy);
    }

    /** Sets the unsafe kernel parameters that pods may ask for. */
    public KubeletConfig allowedUnsafeSysctls(String... patterns) {
        return set("allowedUnsafeSysctls", List.of(patterns));
    }

    /** Sets whether kubelet refuses to start on a node with swap; without it, it does. */
    public KubeletConfig failSwapOn(boolean fails) {
        return set("failSwapOn", fails);
    }

    /** Sets how large a container's log file grows, in MiB, and how many are kept; at least 2 files. */
    public KubeletConfig containerLogs(int maxSizeInMib, int maxFiles) {
        set("containerLogMaxSizeMB", maxSizeInMib);
        return set("containerLogMaxFiles", maxFiles);
    }

    /** Sets how many processes a pod may have. */
    public KubeletConfig podMaxPids(int pids) {
        return set("podMaxPids", pids);
    }
}
