package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of an upgrade: one minor version at a time, no pool ever newer than the control plane nor too far behind it.
 * Where Azure offers no next minor but a later one, all goes there in one write. Not thread-safe.
 */
final class Upgrade {

    private final Cluster cluster;
    private final VerbSteps steps;
    private final UpgradeOptions options;
    private final Map<NodePool, KubernetesVersion> at = new LinkedHashMap<>();

    private Upgrade(Cluster cluster, List<NodePool> pools, UpgradeOptions options) {
        this.cluster = cluster;
        this.options = options;
        this.steps = new VerbSteps(cluster, options.override(cluster));
        pools.forEach(pool -> pool.kubernetesVersion().ifPresent(version -> at.put(pool, version)));
    }

    /** Returns the steps that raise a whole cluster. */
    static List<Step> of(Cluster cluster, String version, List<KubernetesVersion> offered, UpgradeOptions options) {
        UpgradeRules.Upgrading asked = new UpgradeRules.Upgrading(cluster, cluster.pools(), version, offered, true);
        refuse("upgrading cluster " + cluster.name(), asked, options);
        Upgrade upgrade = new Upgrade(cluster, cluster.pools(), options);
        upgrade.raise(asked.way().orElseThrow(), asked.target().orElseThrow());
        return upgrade.steps.list();
    }

    /** Returns the steps that raise one pool. */
    static List<Step> of(NodePool pool, String version, UpgradeOptions options) {
        UpgradeRules.Upgrading asked =
                new UpgradeRules.Upgrading(pool.cluster(), List.of(pool), version, List.of(), false);
        refuse("upgrading " + pool, asked, options);
        Upgrade upgrade = new Upgrade(pool.cluster(), List.of(pool), options);
        upgrade.raise(pool, asked.target().orElseThrow());
        return upgrade.steps.list();
    }

    /** Reads the versions that Azure offers the control plane; nothing if it does not say. */
    static List<KubernetesVersion> offered(Cluster cluster) {
        List<KubernetesVersion> versions = new ArrayList<>();
        cluster.azure()
                .read(cluster.id().child("upgradeProfiles", "default"))
                .at("/properties/controlPlaneProfile/upgrades")
                .forEach(upgrade -> KubernetesVersion.read(
                                upgrade.path("kubernetesVersion").asText())
                        .ifPresent(versions::add));
        return versions;
    }

    private static void refuse(String doing, UpgradeRules.Upgrading asked, UpgradeOptions options) {
        Refusal refusal = asked.cluster().refusal(doing).rules(UpgradeRules.ALL, asked);
        refusal.problems(options.problems(asked.cluster()));
        asked.pools().forEach(pool -> refusal.problems(options.problems(pool)));
        if (asked.isMove() && asked.cluster().isRunning()) {
            refusal.problems(BudgetReads.problems(asked.cluster(), options));
        }
        refusal.orGoOn();
    }

    private void raise(UpgradeWay way, KubernetesVersion target) {
        KubernetesVersion control = cluster.kubernetesVersion().orElseThrow();
        List<KubernetesVersion> versions = way.versions();
        if (way.jumps()) {
            control = versions.get(0);
            together(control);
            versions = versions.subList(1, versions.size());
        }
        for (KubernetesVersion next : versions) {
            int most = next.isAtLeast(1, 28) ? 3 : 2;
            for (NodePool pool : List.copyOf(at.keySet())) {
                if (next.minorsAfter(Known.in(at, pool)) > most) {
                    raise(pool, control);
                }
            }
            if (UpgradeRules.hasChannel(cluster)) {
                together(next);
            } else {
                Json.ObjectBuilder body = Json.object();
                body.putObject("properties").put("kubernetesVersion", next.toString());
                steps.cluster(body.build());
            }
            control = next;
            for (NodePool pool : List.copyOf(at.keySet())) {
                raise(pool, next);
            }
        }
        for (NodePool pool : List.copyOf(at.keySet())) {
            raise(pool, target);
        }
    }

    /** Raises a pool minor by minor; nothing if it is there already. */
    private void raise(NodePool pool, KubernetesVersion target) {
        for (KubernetesVersion next : Known.in(at, pool).stepsTo(target)) {
            steps.pool(
                    pool,
                    options.profile(pool)
                            .put("orchestratorVersion", next.toString())
                            .build());
            at.put(pool, next);
        }
    }

    /** Raises control plane and pools in one write, the only way while an upgrade channel is set or minors are skipped. */
    private void together(KubernetesVersion next) {
        Json.ObjectBuilder body = Json.object();
        Json.ObjectBuilder properties = body.putObject("properties").put("kubernetesVersion", next.toString());
        Json.ArrayBuilder profiles = properties.putArray("agentPoolProfiles");
        List.copyOf(at.keySet()).forEach(pool -> {
            profiles.add(options.profile(pool).put("name", pool.name()).put("orchestratorVersion", next.toString()));
            at.put(pool, next);
        });
        steps.cluster(body.build());
    }
}
