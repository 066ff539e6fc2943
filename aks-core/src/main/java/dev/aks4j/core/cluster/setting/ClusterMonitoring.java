package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.model.ResourceId;
import java.util.function.Consumer;

/** Metrics, logs and cost analysis. Not thread-safe; used while a cluster is built. */
public final class ClusterMonitoring {

    private static final String METRICS = "/properties/azureMonitorProfile/metrics/";

    private static final String APPLICATIONS = "/properties/azureMonitorProfile/appMonitoring/";

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

    /** Collects metrics of the control plane too, which is off by default. Needs {@link #prometheus}. */
    public ClusterMonitoring controlPlaneMetrics() {
        return set(METRICS + "controlPlane/enabled", true);
    }

    /** Instruments applications for Application Insights without changing them. */
    public ClusterMonitoring autoInstrumentation() {
        return set(APPLICATIONS + "autoInstrumentation/enabled", true);
    }

    /** Takes metrics that applications send by OpenTelemetry, on ports 28333 (HTTP) and 28334 (gRPC) of each node. */
    public ClusterMonitoring openTelemetryMetrics() {
        return set(APPLICATIONS + "openTelemetryMetrics/enabled", true);
    }

    /** As {@link #openTelemetryMetrics()}, on other ports, 1 to 65535, each used once. */
    public ClusterMonitoring openTelemetryMetrics(int httpPort, int grpcPort) {
        set(APPLICATIONS + "openTelemetryMetrics/httpPort", httpPort);
        set(APPLICATIONS + "openTelemetryMetrics/grpcPort", grpcPort);
        return openTelemetryMetrics();
    }

    /** Takes logs and traces that applications send by OpenTelemetry, on ports 28331 (HTTP) and 28332 (gRPC). */
    public ClusterMonitoring openTelemetryLogsAndTraces() {
        return set(APPLICATIONS + "openTelemetryLogsAndTraces/enabled", true);
    }

    /** As {@link #openTelemetryLogsAndTraces()}, on other ports, 1 to 65535, each used once. */
    public ClusterMonitoring openTelemetryLogsAndTraces(int httpPort, int grpcPort) {
        set(APPLICATIONS + "openTelemetryLogsAndTraces/httpPort", httpPort);
        set(APPLICATIONS + "openTelemetryLogsAndTraces/grpcPort", grpcPort);
        return openTelemetryLogsAndTraces();
    }

    /**
     * Sends container logs to a Log Analytics workspace by the cluster's own profile, which takes the place of the add-on
     * that {@link #containerInsights(ResourceId)} switches on.
     */
    public ClusterMonitoring containerInsights(ResourceId workspace, Consumer<ContainerInsights> more) {
        set(ContainerInsights.AT + "enabled", true);
        set(ContainerInsights.AT + "logAnalyticsWorkspaceResourceId", workspace.toString());
        more.accept(new ContainerInsights(settings));
        return this;
    }

    /**
     * Sends container logs to a Log Analytics workspace by the add-on, signing in with the cluster's identity. Works in
     * every version of the API; {@link #containerInsights(ResourceId, Consumer)} is the newer way.
     */
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
