package dev.aks4j.core.plan;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Spec;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a plan treats what exists already. Immutable and thread-safe.
 *
 * <pre>{@code PlanOptions.standard().adopt().deadline(Duration.ofHours(2))}</pre>
 */
public final class PlanOptions {

    private static final PlanOptions STANDARD = new PlanOptions(new Values());

    /** What is done about existing resources that do not carry our mark. */
    public enum Foreign {
        /** They stand against the plan. */
        REFUSE,
        /** They become ours. */
        ADOPT,
        /** They are read and left alone. */
        OBSERVE
    }

    private static final class Values {
        private Foreign foreign = Foreign.REFUSE;
        private boolean prune;
        private boolean exact;
        private boolean recreateAll;
        private Set<Address> recreate = Set.of();
        private Set<Address> dataLoss = Set.of();
        private Set<String> despite = Set.of();
        private Duration deadline = Duration.ofHours(4);

        private Values copy() {
            Values copy = new Values();
            copy.foreign = foreign;
            copy.prune = prune;
            copy.exact = exact;
            copy.recreateAll = recreateAll;
            copy.recreate = recreate;
            copy.dataLoss = dataLoss;
            copy.despite = despite;
            copy.deadline = deadline;
            return copy;
        }
    }

    private final Values values;

    private PlanOptions(Values values) {
        this.values = values;
    }

    private PlanOptions with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new PlanOptions(copy);
    }

    private static <T> Set<T> plus(Set<T> set, T more) {
        Set<T> all = new HashSet<>(set);
        all.add(Objects.requireNonNull(more));
        return Set.copyOf(all);
    }

    /**
     * Returns the options of a plan that was asked for nothing special: existing resources without our mark are a
     * problem, nothing is removed, nothing is recreated that holds something, a run is followed for at most 4 hours.
     */
    public static PlanOptions standard() {
        return STANDARD;
    }

    /**
     * Returns options by which existing resources without our mark are taken over: they get the mark, are changed to what
     * their specs say, and are removed when they are planned to be removed.
     */
    public PlanOptions adopt() {
        return with(values -> values.foreign = Foreign.ADOPT);
    }

    /**
     * Returns options by which existing resources without our mark are used as they are: where they differ from their
     * specs the plan warns, and nothing is written to them. Resources that do not exist are still created.
     */
    public PlanOptions observe() {
        return with(values -> values.foreign = Foreign.OBSERVE);
    }

    /**
     * Returns options by which resources that no spec of the plan names are removed, if they carry our mark and lie in a
     * resource group that one of the specs lies in. Azure resources only: Kubernetes objects stay. So do node pools that a
     * cluster's spec does not name, because they lie below a cluster that it does; those are removed by {@code
     * ClusterSpec.Builder.removedPool(name)}. The plan shows each removal before anything is sent. What holds data, and what
     * is of a type that this library does not make, takes {@link #allowDataLoss} as well.
     */
    public PlanOptions prune() {
        return with(values -> values.prune = true);
    }

    /**
     * Returns options by which what the specs could say and do not say is taken away from the resources that they name:
     * tags, labels, add-ons, ranges of addresses, whatever a plan without it lists as not declared and has a call for. What
     * is fixed when a resource is created stays, and so do whole resources and node pools.
     */
    public PlanOptions exact() {
        return with(values -> values.exact = true);
    }

    /**
     * Returns options by which any resource of the plan may be removed and created again where there is no other way,
     * clusters too. Better to name the ones that may: {@link #allowRecreate(Spec)}.
     */
    public PlanOptions allowRecreate() {
        return with(values -> values.recreateAll = true);
    }

    /** Returns options by which this resource may be removed and created again where there is no other way. */
    public PlanOptions allowRecreate(Spec resource) {
        return with(values -> values.recreate = plus(values.recreate, resource.address()));
    }

    /** Returns options by which this resource may be removed and created again where there is no other way. */
    public PlanOptions allowRecreate(ResourceId resource) {
        return with(values -> values.recreate = plus(values.recreate, Address.azure(resource)));
    }

    /**
     * Returns options by which this resource may be removed, or made anew, although data is gone with it: a storage account,
     * a share, a container, a disk, a snapshot. Without it a plan that would lose data is refused. What lies in it goes with
     * it.
     */
    public PlanOptions allowDataLoss(ResourceId resource) {
        return with(values -> values.dataLoss = plus(values.dataLoss, Address.azure(resource)));
    }

    /**
     * Returns options with another limit for a run: how long one process follows it and waits for other operations.
     * Afterwards nothing more is sent, what is under way goes on in Azure, and the run can be resumed. Default: 4 hours.
     */
    public PlanOptions deadline(Duration limit) {
        Objects.requireNonNull(limit);
        return with(values -> values.deadline = limit);
    }

    /**
     * Returns options by which what Azure or a cluster answered does not stand against the plan where this rule finds
     * something in it: it becomes a warning. For example {@code despite("AKS-OPS-016")}, to upgrade in spite of a pod
     * disruption budget that allows no disruption. Rules that look at specs only are not affected.
     */
    public PlanOptions despite(String rule) {
        return with(values -> values.despite = plus(values.despite, rule));
    }

    /** Returns what is done about existing resources that do not carry our mark. */
    public Foreign foreign() {
        return values.foreign;
    }

    /** Returns whether what no spec names is removed. */
    public boolean prunes() {
        return values.prune;
    }

    /** Returns whether what no spec declares is taken away. */
    public boolean isExact() {
        return values.exact;
    }

    /** Returns whether a resource may be removed and created again, although something is lost. */
    public boolean recreates(Address resource, String subscriptionId) {
        return values.recreateAll
                || values.recreate.stream()
                        .anyMatch(allowed ->
                                allowed.inSubscription(subscriptionId).equals(resource));
    }

    /** Returns whether a resource may be removed or made anew, although data is gone with it. */
    public boolean losesData(Address resource, String subscriptionId) {
        return values.dataLoss.stream()
                .anyMatch(allowed -> allowed.inSubscription(subscriptionId).equals(resource));
    }

    /** Returns the ids of the rules whose findings are only warnings. */
    public Set<String> despite() {
        return values.despite;
    }

    /** Returns how long one process follows a run. */
    public Duration deadline() {
        return values.deadline;
    }
}
