package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** Which plugin, mode, data plane and policy go together. */
final class NetworkModelCheck implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        String plugin = write.network().path("networkPlugin").asText();
        String policy = write.network().path("networkPolicy").asText();
        boolean cilium = write.network().path("networkDataplane").asText().equals("cilium");
        if (!List.of("azure", "kubenet", "none").contains(plugin)) {
            return Refusals.invalidParameter(
                    "networkProfile.networkPlugin", "\"" + plugin + "\" is not one of azure, kubenet, none");
        }
        if (write.network().path("networkPluginMode").asText().equals("overlay") && !plugin.equals("azure")) {
            return Refusals.invalidParameter("networkProfile.networkPluginMode", "overlay needs network plugin azure");
        }
        if (cilium && !plugin.equals("azure")) {
            return Refusals.invalidParameter("networkProfile.networkDataplane", "cilium needs network plugin azure");
        }
        if (policy.equals("cilium") != cilium) {
            return Refusals.invalidParameter(
                    "networkProfile.networkPolicy",
                    "network policy cilium and network dataplane cilium need" + " each other; the policy is " + policy);
        }
        if (policy.equals("azure") && plugin.equals("kubenet")) {
            return Refusals.invalidParameter("networkProfile.networkPolicy", "azure is not supported with kubenet");
        }
        boolean windows = write.pools().stream().anyMatch(PoolWrite::windows);
        return windows && (cilium || plugin.equals("kubenet"))
                ? Refusals.invalidParameter(
                        "agentPoolProfile.osType",
                        "Windows pools are not supported with " + (cilium ? "network dataplane cilium" : "kubenet"))
                : Refusals.none();
    }
}
