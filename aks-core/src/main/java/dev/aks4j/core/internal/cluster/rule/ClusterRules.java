package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.group.TagRules;
import dev.aks4j.core.model.Json;
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
                    LoginRules.ALL,
                    TierRules.ALL,
                    AutomaticRules.ALL,
                    VersionRules.CLUSTER,
                    UpgradeChannelRules.CLUSTER,
                    ClusterIdentityRules.CLUSTER,
                    ApiServerRules.ALL,
                    LoadBalancerRules.ALL,
                    AddonRules.ALL,
                    MonitoringRules.ALL,
                    MeshRules.ALL,
                    AutoscalerProfileRules.ALL,
                    NodeProvisioningRules.CLUSTER,
                    PoolSetRules.ALL,
                    SystemModeRules.CLUSTER,
                    NodeExposureRules.CLUSTER,
                    WireRules.ALL)
            .flatMap(List::stream)
            .toList();

    /** The rules that look at one pool. */
    public static final List<Rule<PoolIn>> POOL = Stream.of(
                    PoolNameRules.ALL,
                    VersionRules.POOL,
                    UpgradeChannelRules.POOL,
                    ClusterIdentityRules.POOL,
                    NodeProvisioningRules.POOL,
                    SystemModeRules.POOL,
                    MachineRules.ALL,
                    SpotPoolRules.ALL,
                    PoolScaleRules.ALL,
                    PoolUpgradeRules.ALL,
                    OsSkuRules.ALL,
                    NodeImageRules.ALL,
                    NodeLabelRules.ALL,
                    NodeDiskRules.ALL,
                    NodeExposureRules.POOL,
                    SpecialPoolRules.ALL,
                    WindowsRules.POOL,
                    NodeConfigRules.ALL,
                    LocalDnsRules.ALL,
                    WireRules.POOL)
            .flatMap(List::stream)
            .toList();

    private ClusterRules() {}

    /** Returns every problem. */
    public static List<Problem> check(DeclaredCluster cluster) {
        List<Problem> problems = new ArrayList<>(Rule.all(CLUSTER, cluster));
        problems.addAll(Rule.all(TagRules.ALL, tags(cluster.property("/tags"))));
        cluster.pools().forEach(pool -> {
            PoolIn in = PoolIn.of(cluster, pool);
            problems.addAll(Rule.all(POOL, in));
            Rule.all(TagRules.ALL, tags(in.profile().at("/tags"))).stream()
                    .map(problem -> problem.below("pools." + pool.name()))
                    .forEach(problems::add);
        });
        return List.copyOf(problems);
    }

    private static Map<String, String> tags(Json declared) {
        Map<String, String> tags = new LinkedHashMap<>();
        declared.properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }
}
