package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.internal.plan.VerbPlan;
import dev.aks4j.core.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The verbs of a cluster as plans: what each would do, step by step, with the time that it usually takes. What stands against
 * a verb is thrown here as it is by the verb itself. A plan is applied as every other one; it can also be shown as a page, or
 * kept as JSON and applied by another process. Immutable and thread-safe.
 *
 * <pre>{@code
 * Plan plan = cluster.plan().upgradeTo("1.37");
 * System.out.println(plan);
 * plan.apply().await(Duration.ofHours(4));
 * }</pre>
 */
public final class ClusterPlans {

    private final OperateContext azure;
    private final Cluster cluster;

    ClusterPlans(OperateContext azure, Cluster cluster) {
        this.azure = azure;
        this.cluster = cluster;
    }

    private Plan planned(Consumer<Cluster> verb) {
        try {
            verb.accept(new Cluster(azure.planning(), cluster.id(), cluster.document()));
        } catch (OperateContext.Planned planned) {
            return VerbPlan.of(
                    azure.runs(),
                    azure.scheduler(),
                    azure.arm(),
                    String.valueOf(planned.getMessage()),
                    cluster.region().name(),
                    planned.steps());
        }
        throw new IllegalStateException("The verb planned nothing.");
    }

    /** Plans {@link Cluster#upgradeTo(String)}. */
    public Plan upgradeTo(String version) {
        return upgradeTo(version, UpgradeOptions.standard());
    }

    /** Plans {@link Cluster#upgradeTo(String, UpgradeOptions)}. */
    public Plan upgradeTo(String version, UpgradeOptions options) {
        return planned(there -> there.upgradeTo(version, options));
    }

    /** Plans {@link Cluster#upgradeNodeImages()}. */
    public Plan upgradeNodeImages() {
        return planned(Cluster::upgradeNodeImages);
    }

    /** Plans {@link Cluster#stop()}. */
    public Plan stop() {
        return planned(Cluster::stop);
    }

    /** Plans {@link Cluster#start()}. */
    public Plan start() {
        return planned(Cluster::start);
    }

    /** Plans {@link Cluster#rotateCertificates()}. */
    public Plan rotateCertificates() {
        return planned(Cluster::rotateCertificates);
    }

    /** Plans {@link Cluster#tag(Map)}. */
    public Plan tag(Map<String, String> tags) {
        return planned(there -> there.tag(tags));
    }

    /** Plans {@link Cluster#delete()}. */
    public Plan delete() {
        return planned(Cluster::delete);
    }

    /** Plans {@link NodePool#scaleTo(int)} of a pool. */
    public Plan scale(String pool, int nodes) {
        return planned(there -> there.pool(pool).scaleTo(nodes));
    }

    /** Plans {@link NodePool#autoscale(int, int)} of a pool. */
    public Plan autoscale(String pool, int min, int max) {
        return planned(there -> there.pool(pool).autoscale(min, max));
    }

    /** Plans {@link NodePool#deleteMachines(List)} of a pool. */
    public Plan deleteMachines(String pool, List<String> names) {
        return planned(there -> there.pool(pool).deleteMachines(names));
    }
}
