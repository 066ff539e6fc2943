package dev.aks4j.simulated.azure.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node as Azure made it. Immutable.
 *
 * @param name its name, such as {@code aks-apps-12345678-vmss000002}
 * @param pool the name of its pool
 * @param mode the pool's mode: {@code System} or {@code User}
 * @param providerId the id by which the cloud knows it
 * @param region its region
 * @param zone its availability zone, if it is in one
 * @param vmSize its size
 * @param cpus how many cores the size has
 * @param memoryGib how much memory the size has
 * @param maxPods how many pods fit on it
 * @param osType {@code Linux} or {@code Windows}
 * @param osSku the operating system, such as {@code Ubuntu}
 * @param arm64 whether the processor is an ARM
 * @param version the kubelet's version, such as {@code 1.35.2}
 * @param image the version of the node image
 * @param internalIp its address
 * @param spot whether it is a spot instance
 * @param labels the labels that the pool gives it
 * @param taints the taints that the pool gives it, as {@code key=value:Effect}
 */
public record NodeSnapshot(
        String name,
        String pool,
        String mode,
        String providerId,
        String region,
        Optional<String> zone,
        String vmSize,
        int cpus,
        double memoryGib,
        int maxPods,
        String osType,
        String osSku,
        boolean arm64,
        String version,
        String image,
        String internalIp,
        boolean spot,
        Map<String, String> labels,
        List<String> taints) {

    /** Copies labels and taints. */
    public NodeSnapshot {
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
    }
}
