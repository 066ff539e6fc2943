package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What does not go together in a cluster since 2026, by the API's definitions and the documents of that year. */
final class ClusterProfiles implements Check {

    private static final String APPLICATIONS = "/azureMonitorProfile/appMonitoring/";
    private static final Map<String, Integer> PORTS = Map.of(
            "openTelemetryMetrics/httpPort", 28333,
            "openTelemetryMetrics/grpcPort", 28334,
            "openTelemetryLogsAndTraces/httpPort", 28331,
            "openTelemetryLogsAndTraces/grpcPort", 28332);

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        ObjectNode desired = write.desired();
        boolean cilium = write.network().path("networkDataplane").asText().equals("cilium");
        String services = "/networkProfile/advancedNetworking/";
        boolean wireGuard = is(desired, services + "security/transitEncryption/type", "WireGuard");
        boolean bypass = is(desired, services + "performance/accelerationMode", "BpfVeth");
        if ((wireGuard || bypass) && !cilium) {
            return Refusals.invalidParameter(
                    "networkProfile.advancedNetworking",
                    "transit encryption and acceleration need the cilium dataplane");
        } else if (is(
                        desired,
                        "/ingressProfile/webAppRouting/gatewayAPIImplementations/appRoutingIstio/mode",
                        "Enabled")
                && is(desired, "/serviceMeshProfile/mode", "Istio")) {
            return Refusals.invalidParameter(
                    "ingressProfile.webAppRouting", "appRoutingIstio does not go with the Istio service mesh add-on");
        } else if (is(desired, "/networkProfile/outboundType", "block")) {
            return Refusals.invalidParameter("networkProfile.outboundType", "\"block\" is not a known outbound type");
        }
        return telemetry(desired);
    }

    private static Optional<ArmError> telemetry(ObjectNode desired) {
        Set<Integer> taken = new HashSet<>();
        for (Map.Entry<String, Integer> port : PORTS.entrySet()) {
            String service = port.getKey().substring(0, port.getKey().indexOf('/'));
            int number = desired.at(APPLICATIONS + port.getKey()).asInt(port.getValue());
            if (AzureJson.flag(desired, APPLICATIONS + service + "/enabled")
                    && (number < 1 || number > 65535 || !taken.add(number))) {
                return Refusals.invalidParameter(
                        "azureMonitorProfile.appMonitoring", "port " + number + " is no port or used twice");
            }
        }
        return Refusals.none();
    }

    private static boolean is(ObjectNode desired, String pointer, String value) {
        return AzureJson.text(desired, pointer).equals(Optional.of(value));
    }
}
