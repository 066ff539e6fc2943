package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** A write on a cluster gives the versions of all pools or of none, unchanged or the control plane's. */
final class AllPoolVersionsAlike implements Check {

    private static boolean unchanged(ClusterWrite write, PoolWrite pool) {
        String asked = pool.requested().path("orchestratorVersion").asText();
        boolean plane = asked.equals(write.desired().path("kubernetesVersion").asText());
        return plane
                || pool.existing()
                        .filter(each -> asked.equals(each.currentVersion())
                                || asked.equals(each.properties()
                                        .path("orchestratorVersion")
                                        .asText()))
                        .isPresent();
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        if (write.onPool() || write.existing().isEmpty()) {
            return Refusals.none();
        }
        List<PoolWrite> given = write.touched()
                .filter(pool -> AzureJson.has(pool.requested(), "/orchestratorVersion")
                        && !pool.requested()
                                .path("orchestratorVersion")
                                .asText()
                                .isEmpty())
                .toList();
        boolean all = given.isEmpty() || given.size() == write.touched().count();
        boolean alike = given.stream().allMatch(pool -> unchanged(write, pool));
        return all && alike
                ? Refusals.none()
                : Refusals.code(
                        "NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged",
                        "agentPoolProfiles",
                        "Using managed cluster api, all Agent pools' OrchestratorVersion must be all specified or all"
                                + " unspecified. If all specified, they must be stay unchanged or the same with control"
                                + " plane. For agent pool specific change, please use per agent pool operations:"
                                + " https://aka.ms/agent-pool-rest-api");
    }
}
