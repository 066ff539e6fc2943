package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.model.ResourceId;

/** Metrics, logs and cost analysis. Not thread-safe; used while a cluster is built. */
public final class ClusterMonitoring {

    private static final String METRICS = "/properties/azureMonitorProfile/metrics/";

    private final ClusterDocument settings;

    ClusterMonitoring(ClusterDocument settings) {
        this.settings = settings;
    }

    private ClusterMonitoring set(String pointer, Object value) {
        settings.set(pointer, value);
        return this;
    }

    /** Collects metrics with Azure's managed Prometheus. */
    public ClusterMonitoring prometheus() {
        return set(METRICS + "enabled", true);
    }

    /**
     * As {@link #prometheus}, and says which labels and annotations of objects become labels of metrics.
     *
     * @param labels in kube-state-metrics' syntax, for example {@code pods=[app],nodes=[zone]}
     * @param annotations in the same syntax
     */
    public ClusterMonitoring prometheus(String labels, String annotations) {
        set(METRICS + "kubeStateMetrics/metricLabelsAllowlist", labels);
        set(METRICS + "kubeStateMetrics/metricAnnotationsAllowList", annotations);
        return prometheus();
    }

    /** Sends container logs to a Log Analytics workspace, signing in with the cluster's identity. */
    public ClusterMonitoring containerInsights(ResourceId workspace) {
        set("/properties/addonProfiles/omsagent/enabled", true);
        set("/properties/addonProfiles/omsagent/config/logAnalyticsWorkspaceResourceID", workspace.toString());
        return set("/properties/addonProfiles/omsagent/config/useAADAuth", "true");
    }

    /** Shows costs by namespace and asset. Needs the Standard or Premium tier. */
    public ClusterMonitoring costAnalysis() {
        return set("/properties/metricsProfile/costAnalysis/enabled", true);
    }
}
