package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.plan.kind.Mentions;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.run.Decided;
import dev.aks4j.core.plan.run.Step;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a run decides about, by which it takes the place of older ones. A plan decides about every resource that it looked
 * at, those that stay included. A verb decides about what it removes, and wants everything else that it touches to stay:
 * it takes the place of older removals only. Both want to stay what their resources refer to, wherever that comes from.
 * Immutable.
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

    public static Aim of(Decided plan, List<Step> steps) {
        Set<Address> decided = new HashSet<>();
        Set<Address> removed = new HashSet<>();
        Set<Address> wanted = new HashSet<>();
        Set<Address> written = new HashSet<>();
        plan.all().forEach(address -> decided.add(plain(address)));
        plan.wanted().forEach(address -> wanted.add(plain(address)));
        for (Step step : steps) {
            Address target = plain(step.write().target());
            (step.change() == Change.REMOVE ? removed : written).add(target);
        }
        // What is removed and made again is wanted, and so is what a write refers to.
        removed.removeAll(written);
        steps.stream()
                .filter(step -> step.change() != Change.REMOVE)
                .flatMap(step -> Mentions.in(step.write().content()).stream())
                .forEach(address -> wanted.add(plain(address)));
        wanted.addAll(written);
        wanted.removeAll(removed);
        decided.addAll(removed);
        return new Aim(decided, removed, wanted);
    }

    /** Returns the steps of an older run whose place this one takes, among those that are not done. */
    public Set<String> takesFrom(List<Step> steps, Set<String> open) {
        Set<String> taken = new LinkedHashSet<>();
        Set<String> notRemoved = new LinkedHashSet<>();
        for (Step step : steps) {
            if (open.contains(step.id()) && takes(step)) {
                taken.add(step.id());
                if (step.change() == Change.REMOVE && wants(plain(step.write().target()))) {
                    notRemoved.add(step.id());
                }
            }
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Step step : steps) {
                // What was to come after a removal is not done where the resource stays.
                boolean afterRemoval = step.after().stream().anyMatch(notRemoved::contains);
                if (afterRemoval && open.contains(step.id()) && notRemoved.add(step.id())) {
                    taken.add(step.id());
                    grown = true;
                }
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
        return goesWithIt || older.change() == Change.REMOVE && wants(target);
    }

    /** Returns whether a resource is to be there, or something in it. */
    private boolean wants(Address target) {
        return wanted.stream().anyMatch(kept -> kept.equals(target) || lies(kept, target));
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
