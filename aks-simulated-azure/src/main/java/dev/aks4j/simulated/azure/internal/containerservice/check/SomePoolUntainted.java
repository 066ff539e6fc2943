package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** One pool at least has no taint of the user's, or system pods find no node. */
final class SomePoolUntainted implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        boolean room = HostedSystem.isOn(write)
                || write.pools().stream()
                        .anyMatch(pool -> AzureJson.texts(pool.desired(), "/nodeTaints").stream()
                                .allMatch(taint -> taint.startsWith("CriticalAddonsOnly=")
                                        || taint.endsWith(":PreferNoSchedule")));
        return room
                ? Refusals.none()
                : Refusals.code(
                        "CanNotTaintAllAgentPools",
                        "agentPoolProfiles",
                        "Operation failed due to insufficient nodes for system pod scheduling. Placing custom taints on all node"
                                + " pools is not supported. Please refer to https://aka.ms/aks/system-taints for detail.");
    }
}
