package dev.aks4j.core.cluster.companion;

/** What a maintenance window is for; a cluster has at most one of each. */
public enum MaintenanceKind {
    /** Releases of AKS itself. Weekly windows only. */
    RELEASES("default"),
    /** Upgrades of Kubernetes by an upgrade channel. */
    KUBERNETES_UPGRADES("aksManagedAutoUpgradeSchedule"),
    /** Upgrades of the nodes' operating system. */
    NODE_OS_UPGRADES("aksManagedNodeOSUpgradeSchedule");

    private final String value;

    MaintenanceKind(String value) {
        this.value = value;
    }

    /** Returns the name of the maintenance configuration. */
    public String value() {
        return value;
    }
}
