package dev.aks4j.core.cluster.setting;

/** What container insights collect besides logs. Not thread-safe; used while a cluster is built. */
public final class ContainerInsights {

    static final String AT = "/properties/azureMonitorProfile/containerInsights/";

    private final ClusterDocument settings;

    ContainerInsights(ClusterDocument settings) {
        this.settings = settings;
    }

    private ContainerInsights set(String name, Object value) {
        settings.set(AT + name, value);
        return this;
    }

    /** Sets the port at which nodes take the system's log, 28330 without it. */
    public ContainerInsights syslogPort(int port) {
        return set("syslogPort", port);
    }

    /** Leaves metrics of Prometheus to others. */
    public ContainerInsights withoutPrometheusScraping() {
        return set("disablePrometheusMetricsScraping", true);
    }

    /** Collects what the container network logs. Needs observability of advanced networking with Cilium. */
    public ContainerInsights networkLogs() {
        return set("containerNetworkLogs", "Enabled");
    }
}
