package dev.aks4j.core.cluster.rule;

import dev.aks4j.core.group.TagRules;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All rules of clusters and pools that need nothing but the spec, by topic. */
public final class ClusterRules {

    /** The rules that look at the whole cluster. */
    public static final List<Rule<DeclaredCluster>> CLUSTER = Stream.of(
                    ClusterNameRules.ALL,
                    TierRules.ALL,
                    VersionRules.CLUSTER,
                    UpgradeChannelRules.CLUSTER,
                    ClusterIdentityRules.CLUSTER,
                    ApiServerRules.ALL,
                    AddonRules.ALL,
                    AutoscalerProfileRules.ALL,
                    NodeProvisioningRules.CLUSTER,
                    PoolSetRules.ALL,
                    SystemPoolRules.CLUSTER,
                    NodeExposureRules.CLUSTER)
            .flatMap(List::stream)
            .toList();

    /** The rules that look at one pool. */
    public static final List<Rule<PoolIn>> POOL = Stream.of(
                    PoolNameRules.ALL,
                    VersionRules.POOL,
                    UpgradeChannelRules.POOL,
                    ClusterIdentityRules.POOL,
                    NodeProvisioningRules.POOL,
                    SystemPoolRules.POOL,
                    MachineRules.ALL,
                    SpotRules.ALL,
                    PoolScaleRules.ALL,
                    PoolUpgradeRules.ALL,
                    OsSkuRules.ALL,
                    NodeLabelRules.ALL,
                    DiskRules.ALL,
                    NodeExposureRules.POOL,
                    SpecialPoolRules.ALL,
                    WindowsRules.POOL,
                    NodeConfigRules.ALL)
            .flatMap(List::stream)
            .toList();

    private ClusterRules() {}

    /** Returns every problem. */
    public static List<Problem> check(DeclaredCluster cluster) {
        List<Problem> problems = new ArrayList<>(Rule.all(CLUSTER, cluster));
        problems.addAll(Rule.all(TagRules.ALL, tags(cluster)));
        cluster.pools().forEach(pool -> problems.addAll(Rule.all(POOL, PoolIn.of(cluster, pool))));
        return List.copyOf(problems);
    }

    private static Map<String, String> tags(DeclaredCluster cluster) {
        Map<String, String> tags = new LinkedHashMap<>();
        cluster.property("/tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }
}
