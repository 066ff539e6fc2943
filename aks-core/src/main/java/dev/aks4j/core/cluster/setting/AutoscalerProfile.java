package dev.aks4j.core.cluster.setting;

import java.time.Duration;

/**
 * How the cluster autoscaler decides, in all pools that have it. What is not set keeps Azure's default, which each
 * method names. Not thread-safe; used while a cluster is built.
 */
public final class AutoscalerProfile {

    /** Where these properties are in the managed cluster. */
    public static final String AT = "/properties/autoScalerProfile/";

    private final ClusterDocument settings;

    AutoscalerProfile(ClusterDocument settings) {
        this.settings = settings;
    }

    private AutoscalerProfile set(String name, Object value) {
        settings.set(AT + name, value);
        return this;
    }

    private static String minutes(Duration time) {
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }

    /** Sets how often it looks: whole seconds; 10 without it. */
    public AutoscalerProfile scanInterval(Duration time) {
        return set("scan-interval", time.toSeconds() + "s");
    }

    /** Sets which pool grows: {@code random} without it. */
    public AutoscalerProfile expander(Expander choice) {
        return set("expander", choice.value());
    }

    /** Sets whether pools of alike nodes are kept at alike sizes; without it they are not. */
    public AutoscalerProfile balanceSimilarNodeGroups(boolean balance) {
        return set("balance-similar-node-groups", String.valueOf(balance));
    }

    /** Sets how long nothing shrinks after something grew: whole minutes; 10 without it. */
    public AutoscalerProfile scaleDownDelayAfterAdd(Duration time) {
        return set("scale-down-delay-after-add", minutes(time));
    }

    /** Sets how long nothing shrinks after a node was deleted: seconds or minutes; the scan interval without it. */
    public AutoscalerProfile scaleDownDelayAfterDelete(Duration time) {
        return set("scale-down-delay-after-delete", time.toSeconds() + "s");
    }

    /** Sets how long nothing shrinks after a failed attempt: whole minutes; 3 without it. */
    public AutoscalerProfile scaleDownDelayAfterFailure(Duration time) {
        return set("scale-down-delay-after-failure", minutes(time));
    }

    /** Sets how long a node must be superfluous before it goes: whole minutes; 10 without it. */
    public AutoscalerProfile scaleDownUnneededTime(Duration time) {
        return set("scale-down-unneeded-time", minutes(time));
    }

    /** Sets how long an unready node must be superfluous before it goes: whole minutes; 20 without it. */
    public AutoscalerProfile scaleDownUnreadyTime(Duration time) {
        return set("scale-down-unready-time", minutes(time));
    }

    /** Sets below which use, between 0 and 1, a node is superfluous; 0.5 without it. */
    public AutoscalerProfile scaleDownUtilizationThreshold(double share) {
        return set("scale-down-utilization-threshold", String.valueOf(share));
    }

    /** Sets how long pods get to end when a node goes: whole seconds; 600 without it. */
    public AutoscalerProfile maxGracefulTermination(Duration time) {
        return set("max-graceful-termination-sec", String.valueOf(time.toSeconds()));
    }

    /** Sets how many empty nodes go at once; 10 without it. */
    public AutoscalerProfile maxEmptyBulkDelete(int nodes) {
        return set("max-empty-bulk-delete", String.valueOf(nodes));
    }

    /** Sets how long a pending pod is left alone: whole seconds; 0 without it. */
    public AutoscalerProfile newPodScaleUpDelay(Duration time) {
        return set("new-pod-scale-up-delay", time.toSeconds() + "s");
    }

    /** Sets from which share of unready nodes, in percent, it stops acting; 45 without it. */
    public AutoscalerProfile maxTotalUnreadyPercentage(int percent) {
        return set("max-total-unready-percentage", String.valueOf(percent));
    }

    /** Sets how many unready nodes are fine whatever their share; 3 without it. */
    public AutoscalerProfile okTotalUnreadyCount(int nodes) {
        return set("ok-total-unready-count", String.valueOf(nodes));
    }

    /** Sets how long a new node may take: whole minutes; 15 without it. */
    public AutoscalerProfile maxNodeProvisionTime(Duration time) {
        return set("max-node-provision-time", minutes(time));
    }

    /**
     * Sets whether nodes stay that have pods with local storage. Where any pool is autoscaled this is always sent, as
     * false unless set here, because Azure's documents name two defaults.
     */
    public AutoscalerProfile skipNodesWithLocalStorage(boolean skip) {
        return set("skip-nodes-with-local-storage", String.valueOf(skip));
    }

    /** Sets whether nodes stay that have system pods; without it they do. */
    public AutoscalerProfile skipNodesWithSystemPods(boolean skip) {
        return set("skip-nodes-with-system-pods", String.valueOf(skip));
    }

    /** Sets whether pods of daemon sets are evicted from empty nodes, and from occupied ones; without it only those. */
    public AutoscalerProfile daemonsetEviction(boolean emptyNodes, boolean occupiedNodes) {
        set("daemonset-eviction-for-empty-nodes", emptyNodes);
        return set("daemonset-eviction-for-occupied-nodes", occupiedNodes);
    }

    /** Sets whether pods of daemon sets count as use; without it they do. */
    public AutoscalerProfile ignoreDaemonsetsUtilization(boolean ignore) {
        return set("ignore-daemonsets-utilization", ignore);
    }
}
