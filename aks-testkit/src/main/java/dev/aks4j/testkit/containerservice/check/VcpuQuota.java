package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.containerservice.ManagedCluster;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The subscription has cores left for the nodes of a pool, and for the surge of an upgrade. */
final class VcpuQuota implements Check {

    /** Returns how many cores of a family are in use: by this cluster, or by all the others. */
    private static int used(ClusterWrite write, String family, boolean here) {
        return write
                .cloud()
                .resources()
                .below(ManagedCluster.class, write.cloud().subscriptionScope())
                .stream()
                .filter(cluster -> cluster.region().equals(write.region()))
                .filter(cluster ->
                        here == write.existing().filter(own -> own == cluster).isPresent())
                .flatMap(cluster -> cluster.pools().stream())
                .mapToInt(pool -> dev.aks4j.testkit.containerservice.VmSizes.find(
                                pool.properties().path("vmSize").asText())
                        .filter(size -> size.family().equals(family))
                        .map(size -> size.cpus() * pool.count())
                        .orElse(0))
                .sum();
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        Map<String, Integer> wanted = new LinkedHashMap<>();
        write.pools()
                .forEach(pool -> pool.size()
                        .ifPresent(size -> wanted.merge(size.family(), pool.count() * size.cpus(), Integer::sum)));
        for (Map.Entry<String, Integer> family : wanted.entrySet()) {
            int before = used(write, family.getKey(), true);
            int remaining =
                    write.cloud().quotas().cores(write.region(), family.getKey()) - used(write, family.getKey(), false);
            int more = family.getValue() - before;
            if (more > 0 && more > remaining - before) {
                return Refusals.code(
                        "ErrCode_InsufficientVCPUQuota",
                        "agentPoolProfile.vmSize",
                        "Insufficient vcpu quota requested " + more + ", remaining " + Math.max(0, remaining - before)
                                + " for family "
                                + family.getKey() + " for region " + write.region()
                                + ". For more details, please visit https://aka.ms/aks/insufficient-vcpu-quota.");
            }
        }
        return Refusals.none();
    }
}
