package dev.aks4j.core.plan;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * How a plan treats what exists already. Immutable and thread-safe.
 *
 * <pre>{@code PlanOptions.standard().adopt().deadline(Duration.ofHours(2))}</pre>
 */
public final class PlanOptions {

    private static final PlanOptions STANDARD =
            new PlanOptions(Foreign.REFUSE, false, false, Set.of(), Duration.ofHours(4));

    /** What is done about existing resources that do not carry our mark. */
    public enum Foreign {
        /** They stand against the plan. */
        REFUSE,
        /** They become ours. */
        ADOPT,
        /** They are read and left alone. */
        OBSERVE
    }

    private final Foreign foreign;
    private final boolean prune;
    private final boolean recreate;
    private final Set<String> despite;
    private final Duration deadline;

    private PlanOptions(Foreign foreign, boolean prune, boolean recreate, Set<String> despite, Duration deadline) {
        this.foreign = foreign;
        this.prune = prune;
        this.recreate = recreate;
        this.despite = Set.copyOf(despite);
        this.deadline = deadline;
    }

    /**
     * Returns the options of a plan that was asked for nothing special: existing resources without our mark are a
     * problem, nothing is removed, nothing is recreated, a run is followed for at most 4 hours.
     */
    public static PlanOptions standard() {
        return STANDARD;
    }

    /**
     * Returns options by which existing resources without our mark are taken over: they get the mark, are changed to what
     * their specs say, and are removed when they are planned to be removed.
     */
    public PlanOptions adopt() {
        return new PlanOptions(Foreign.ADOPT, prune, recreate, despite, deadline);
    }

    /**
     * Returns options by which existing resources without our mark are used as they are: where they differ from their
     * specs the plan warns, and nothing is written to them. Resources that do not exist are still created.
     */
    public PlanOptions observe() {
        return new PlanOptions(Foreign.OBSERVE, prune, recreate, despite, deadline);
    }

    /**
     * Returns options by which resources that no spec of the plan names are removed, if they carry our mark and lie in a
     * resource group that one of the specs lies in. Azure resources only: Kubernetes objects stay. So do node pools that a
     * cluster's spec does not name, because they lie below a cluster that it does; those are removed by {@code
     * ClusterSpec.Builder.removedPool(name)}. The plan shows each removal before anything is sent.
     */
    public PlanOptions prune() {
        return new PlanOptions(foreign, true, recreate, despite, deadline);
    }

    /** Returns options by which a resource may be removed and created again where there is no other way. */
    public PlanOptions allowRecreate() {
        return new PlanOptions(foreign, prune, true, despite, deadline);
    }

    /**
     * Returns options with another limit for a run: how long one process follows it and waits for other operations.
     * Afterwards nothing more is sent, what is under way goes on in Azure, and the run can be resumed. Default: 4 hours.
     */
    public PlanOptions deadline(Duration limit) {
        return new PlanOptions(foreign, prune, recreate, despite, Objects.requireNonNull(limit));
    }

    /**
     * Returns options by which what Azure or a cluster answered does not stand against the plan where this rule finds
     * something in it: it becomes a warning. For example {@code despite("AKS-OPS-016")}, to upgrade in spite of a pod
     * disruption budget that allows no disruption. Rules that look at specs only are not affected.
     */
    public PlanOptions despite(String rule) {
        Set<String> rules = new HashSet<>(despite);
        rules.add(Objects.requireNonNull(rule));
        return new PlanOptions(foreign, prune, recreate, rules, deadline);
    }

    /** Returns what is done about existing resources that do not carry our mark. */
    public Foreign foreign() {
        return foreign;
    }

    /** Returns whether what no spec names is removed. */
    public boolean prunes() {
        return prune;
    }

    /** Returns whether a resource may be removed and created again. */
    public boolean recreates() {
        return recreate;
    }

    /** Returns the ids of the rules whose findings are only warnings. */
    public Set<String> despite() {
        return despite;
    }

    /** Returns how long one process follows a run. */
    public Duration deadline() {
        return deadline;
    }
}
