package dev.aks4j.core.fleet;

import java.util.Optional;

/** What an update run does to each member. Immutable and thread-safe. */
public final class FleetUpgrade {

    final String type;
    final Optional<String> kubernetesVersion;

    private FleetUpgrade(String type, Optional<String> kubernetesVersion) {
        this.type = type;
        this.kubernetesVersion = kubernetesVersion;
    }

    /** Upgrades control plane and pools to a version, such as {@code 1.36.2}. */
    public static FleetUpgrade full(String kubernetesVersion) {
        return new FleetUpgrade("Full", Optional.of(kubernetesVersion));
    }

    /** Upgrades control planes to a version, and no pool. */
    public static FleetUpgrade controlPlaneOnly(String kubernetesVersion) {
        return new FleetUpgrade("ControlPlaneOnly", Optional.of(kubernetesVersion));
    }

    /** Upgrades the node images, and no Kubernetes version. */
    public static FleetUpgrade nodeImageOnly() {
        return new FleetUpgrade("NodeImageOnly", Optional.empty());
    }

    /** Returns type and version. */
    @Override
    public String toString() {
        return type + kubernetesVersion.map(version -> " to " + version).orElse("");
    }
}
