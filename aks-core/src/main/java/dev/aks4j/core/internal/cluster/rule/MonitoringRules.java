package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Azure Monitor collects from a cluster. */
final class MonitoringRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String AT = "/properties/azureMonitorProfile/";

    /** Where ports are said, with the number that Azure takes otherwise. */
    private static final Map<String, Integer> PORTS = Map.of(
            "openTelemetryMetrics/httpPort", 28333,
            "openTelemetryMetrics/grpcPort", 28334,
            "openTelemetryLogsAndTraces/httpPort", 28331,
            "openTelemetryLogsAndTraces/grpcPort", 28332);

    static final Rule<DeclaredCluster> TELEMETRY_PORTS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-074", "Ports that take telemetry are 1 to 65535 and all different.")
            .prevents(REFUSED)
            .source(
                    "azure-cli 2.91.0, acs, validators of OpenTelemetry ports; API 2026-06-01 for those that are not said")
            .check((cluster, findings) -> {
                Map<Integer, String> taken = new HashMap<>();
                PORTS.keySet().stream().sorted().forEach(place -> {
                    String service = place.substring(0, place.indexOf('/'));
                    Json said = cluster.property(AT + "appMonitoring/" + place);
                    if (!cluster.isTrue(AT + "appMonitoring/" + service + "/enabled")) {
                        return;
                    }
                    int port = said.isNumber() ? said.asInt() : Known.in(PORTS, place);
                    String other = taken.putIfAbsent(port, place);
                    if (port < 1 || port > 65535 || other != null) {
                        findings.report(
                                "monitoring." + place.replace('/', '.'),
                                port,
                                other != null ? "is the port of " + other.replace('/', '.') + " too" : "is no port",
                                "Use four different ports, or leave them out.");
                    }
                });
            });

    static final Rule<DeclaredCluster> CONTROL_PLANE = Rule.<DeclaredCluster>warning(
                    "AKS-CLU-075", "Metrics of the control plane go where the managed Prometheus is on.")
            .source("azure-aks-docs, control-plane-metrics-monitor, 2026; no text says what is answered")
            .check((cluster, findings) -> {
                if (cluster.isTrue(AT + "metrics/controlPlane/enabled") && !cluster.isTrue(AT + "metrics/enabled")) {
                    findings.report(
                            "monitoring.controlPlaneMetrics",
                            "enabled",
                            "has no Prometheus to go to",
                            "Call prometheus() too.");
                }
            });

    static final Rule<DeclaredCluster> ONE_WAY = Rule.<DeclaredCluster>warning(
                    "AKS-CLU-076",
                    "Container logs are collected by the cluster's profile or by the add-on, not by both.")
            .source("API 2026-06-01, azureMonitorProfile.containerInsights; azure-cli 2.91.0 calls the add-on legacy")
            .check((cluster, findings) -> {
                if (cluster.isTrue(AT + "containerInsights/enabled")
                        && cluster.isTrue("/properties/addonProfiles/omsagent/enabled")) {
                    findings.report(
                            "monitoring.containerInsights",
                            "profile and add-on",
                            "are both switched on",
                            "Keep containerInsights(workspace, settings), and call addons(a ->"
                                    + " a.withoutAddon(\"omsagent\")).");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(TELEMETRY_PORTS, CONTROL_PLANE, ONE_WAY);

    private MonitoringRules() {}
}
