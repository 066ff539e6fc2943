package dev.aks4j.tests.run.kill;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.tests.run.hand.Act;
import dev.aks4j.tests.run.hand.Hand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A cluster with three pools is upgraded over two minor versions. */
final class UpgradeStory implements Story {

    private static final Duration LONG = Duration.ofHours(12);
    private static final String TO = "1.37";

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private final ClusterSpec cluster = ClusterSpec.builder("shop", group)
            .kubernetesVersion("1.35")
            .tier(Tier.STANDARD)
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
            .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").count(2))
            .userPool("auto", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(1, 5))
            .build();

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public double pace() {
        return 0.03;
    }

    @Override
    public void prepare(Aks aks) {
        aks.plan(group, cluster).apply().await(LONG);
    }

    @Override
    public List<String> inOrder(List<String> writes) {
        return writes;
    }

    @Override
    public void actOn(Act act, Hand hand, String subscriptionId) {
        ResourceId none =
                group.id().child("Microsoft.Network/virtualNetworks", "none").inSubscription(subscriptionId);
        act.by(
                hand,
                group.id().inSubscription(subscriptionId),
                none,
                cluster.id().inSubscription(subscriptionId));
        if (act == Act.UNMARKS) {
            hand.forgetMarks();
        }
    }

    @Override
    public Plan newerPlan(Aks aks) {
        return aks.planRemoval(group, cluster);
    }

    @Override
    public boolean work(Aks aks) {
        Cluster shop = aks.clusters().get(cluster.id());
        if (versions(shop)
                .allMatch(
                        version -> version.filter(now -> now.matches(target())).isPresent())) {
            return false;
        }
        shop.upgradeTo(TO).await(LONG);
        return true;
    }

    private static KubernetesVersion target() {
        return KubernetesVersion.read(TO).orElseThrow();
    }

    private static Stream<Optional<KubernetesVersion>> versions(Cluster shop) {
        return Stream.concat(
                Stream.of(shop.kubernetesVersion()), shop.pools().stream().map(pool -> pool.kubernetesVersion()));
    }
}
