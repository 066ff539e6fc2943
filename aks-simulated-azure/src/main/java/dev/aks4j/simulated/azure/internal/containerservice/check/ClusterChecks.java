package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import java.util.List;

/** All checks, in the order in which they are made; the first refusal is the answer. */
public final class ClusterChecks {

    private static final List<Check> ALL = List.of(
            new ReferenceTypes(),
            new ClosedSets(),
            new ClusterName(),
            new DnsPrefix(),
            new NodeGroupIsNew(),
            new Identities(),
            new TierAndPlan(),
            new VersionOffered(),
            new UpgradePath(),
            new NoNewPoolHere(),
            new HostedSystem(),
            new SystemPoolThere(),
            new FirstPoolIsSystem(),
            new PoolNumber(),
            new PoolName(),
            new PoolMode(),
            new PoolImmutables(),
            new ClusterImmutables(),
            new OneWaySwitches(),
            new NetworkMigration(),
            new MigrationConditions(),
            new OutboundMigration(),
            new AllPoolVersionsAlike(),
            new PoolVersion(),
            new SpotPoolsApart(),
            new PoolCount(),
            new AutoscalerRange(),
            new ClusterNodes(),
            new OsSkuCheck(),
            new NodeImage(),
            new PoolFeatures(),
            new ClusterProfiles(),
            new SystemPoolRules(),
            new SpotRules(),
            new SurgeSettings(),
            new UpgradeTimes(),
            new NodeLabels(),
            new NodeTaints(),
            new SomePoolUntainted(),
            new VmSizeKnown(),
            new SystemPoolSize(),
            new MaxPods(),
            new OsDisk(),
            new Zones(),
            new EntraSettings(),
            new WorkloadIdentityCheck(),
            new ApiServerAccessCheck(),
            new NetworkModelCheck(),
            new CidrForm(),
            new DnsServiceIp(),
            new ManagedSubnets(),
            new SubnetsUsable(),
            new ServiceCidrOverlap(),
            new PodCidrOverlap(),
            new OutboundType(),
            new LoadBalancerProfile(),
            new SubnetSize(),
            new ClusterForms(),
            new PoolForms(),
            new AutomaticPresets(),
            new ApiServerPlace(),
            new MeshSupport(),
            new SecuritySettings(),
            new NetworkSettings(),
            new PoolImages(),
            new SingleMachines(),
            new VcpuQuota());

    private ClusterChecks() {}

    /** Makes all checks. */
    public static void require(ClusterWrite write) {
        for (Check check : ALL) {
            check.refuse(write).ifPresent(error -> {
                throw error;
            });
        }
    }
}
