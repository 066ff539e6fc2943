package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.run.Step;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a run decides about, by which it takes the place of older ones. A plan decides about every resource that it looked
 * at, those that stay included. A verb decides about what it removes, and wants everything else that it touches to stay:
 * it takes the place of older removals only. Immutable.
 */
public final class Aim {

    private final Set<Address> decided;
    private final Set<Address> removed;
    private final Set<Address> wanted;

    private Aim(Set<Address> decided, Set<Address> removed, Set<Address> wanted) {
        this.decided = decided;
        this.removed = removed;
        this.wanted = wanted;
    }

    public static Aim of(Collection<Address> covered, List<Step> steps) {
        Set<Address> decided = new HashSet<>();
        Set<Address> removed = new HashSet<>();
        Set<Address> wanted = new HashSet<>();
        covered.forEach(address -> decided.add(plain(address)));
        for (Step step : steps) {
            Address target = plain(step.write().target());
            (step.change() == Change.REMOVE ? removed : wanted).add(target);
        }
        removed.removeAll(wanted);
        decided.addAll(removed);
        wanted.addAll(decided);
        wanted.removeAll(removed);
        return new Aim(decided, removed, wanted);
    }

    /** Returns the steps of an older run whose place this one takes, among those that are not done. */
    public Set<String> takesFrom(List<Step> steps, Set<String> open) {
        Set<String> taken = new LinkedHashSet<>();
        for (Step step : steps) {
            if (open.contains(step.id()) && takes(step)) {
                taken.add(step.id());
            }
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Step step : steps) {
                // What comes after a removal is not done when the removal is not.
                boolean afterRemoval = steps.stream()
                        .filter(before -> step.after().contains(before.id()) && taken.contains(before.id()))
                        .anyMatch(before -> before.change() == Change.REMOVE);
                grown |= afterRemoval && open.contains(step.id()) && taken.add(step.id());
            }
        }
        return taken;
    }

    private boolean takes(Step older) {
        Address target = plain(older.write().target());
        if (decided.contains(target) || holders(target).stream().anyMatch(decided::contains)) {
            return true;
        }
        boolean goesWithIt = removed.stream().anyMatch(gone -> lies(target, gone));
        boolean wouldTakeAlong = older.change() == Change.REMOVE
                && wanted.stream().anyMatch(kept -> kept.equals(target) || lies(kept, target));
        return goesWithIt || wouldTakeAlong;
    }

    /** Returns what holds a child resource: the cluster of a pool, the network of a subnet. */
    private static List<Address> holders(Address address) {
        Set<Address> holders = new LinkedHashSet<>();
        if (address instanceof Address.InAzure there) {
            ResourceId id = there.id();
            while (Lane.isChild(id)) {
                Optional<ResourceId> parent = id.parent();
                if (parent.isEmpty()) {
                    break;
                }
                id = parent.get();
                holders.add(Address.azure(id));
            }
        }
        return List.copyOf(holders);
    }

    /** Returns whether a resource is in another one: in a group, below a resource, in the API of a cluster. */
    private static boolean lies(Address inner, Address outer) {
        if (!(outer instanceof Address.InAzure holder) || inner.equals(outer)) {
            return false;
        }
        ResourceId id = inner instanceof Address.InCluster object ? object.cluster() : ((Address.InAzure) inner).id();
        return id.isWithin(holder.id());
    }

    /** Azure ids are compared without regard to case. */
    private static Address plain(Address address) {
        if (address instanceof Address.InAzure there) {
            return Address.azure(lower(there.id()));
        }
        Address.InCluster object = (Address.InCluster) address;
        return new Address.InCluster(
                lower(object.cluster()), object.apiVersion(), object.kind(), object.namespace(), object.name());
    }

    private static ResourceId lower(ResourceId id) {
        return ResourceId.parse(id.toString().toLowerCase(Locale.ROOT));
    }
}
