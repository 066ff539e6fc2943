package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds ranges that share addresses and must not. Two ranges share addresses only if one lies in the other, so that one
 * pass over the sorted ranges with a stack of those that are open finds all; equal ranges of one kind are one.
 */
final class RangeOverlaps {

    /** The owner of a range of which nobody said whose it is. */
    static final String UNKNOWN = "";

    /** A range, and to whom it belongs: a network for what lies in one, a cluster for what is virtual in it. */
    record Entry(RangeKind kind, String owner, String name, Cidr range) {}

    private record Key(RangeKind kind, Cidr range) {}

    private static final class Group {
        private final Key key;
        private final Set<String> owners = new LinkedHashSet<>();
        private final Set<String> names = new LinkedHashSet<>();

        Group(Key key) {
            this.key = key;
        }

        RangeOverlap.Side side() {
            return new RangeOverlap.Side(key.kind, List.copyOf(names), key.range);
        }
    }

    private final Map<Key, Group> groups = new LinkedHashMap<>();

    void add(Entry entry) {
        Group group = groups.computeIfAbsent(new Key(entry.kind, entry.range), Group::new);
        group.owners.add(entry.owner);
        group.names.add(entry.name);
    }

    List<RangeOverlap> find() {
        List<Group> sorted = new ArrayList<>(groups.values());
        sorted.sort(Comparator.comparing((Group group) -> group.key.range).thenComparing(group -> group.key.kind));
        List<RangeOverlap> found = new ArrayList<>();
        Deque<Group> open = new ArrayDeque<>();
        for (Group group : sorted) {
            while (!open.isEmpty() && !open.peek().key.range.contains(group.key.range)) {
                open.pop();
            }
            if (isWithinItself(group)) {
                found.add(new RangeOverlap(group.side(), group.side()));
            }
            for (Group outer : open) {
                if (excludes(outer, group)) {
                    found.add(new RangeOverlap(outer.side(), group.side()));
                }
            }
            open.push(group);
        }
        return List.copyOf(found);
    }

    /** The same range twice: two networks that are connected, or two subnets. */
    private static boolean isWithinItself(Group group) {
        return switch (group.key.kind) {
            case NETWORK, PEERED -> group.owners.size() > 1 && !group.owners.contains(UNKNOWN);
            case SUBNET -> group.names.size() > group.owners.size();
            default -> false;
        };
    }

    private static boolean excludes(Group outer, Group inner) {
        RangeKind one = outer.key.kind.compareTo(inner.key.kind) <= 0 ? outer.key.kind : inner.key.kind;
        RangeKind two = one == outer.key.kind ? inner.key.kind : outer.key.kind;
        boolean share = !Collections.disjoint(outer.owners, inner.owners);
        boolean alone = outer.owners.size() == 1 && outer.owners.equals(inner.owners);
        boolean known = !outer.owners.contains(UNKNOWN) && !inner.owners.contains(UNKNOWN);
        return switch (one) {
            // A subnet lies in its network; in another one's range it does so together with its network.
            case NETWORK -> two != RangeKind.SUBNET && !(two == RangeKind.NETWORK && alone);
            // What is outside of the network is held against the whole network.
            case SUBNET -> two == RangeKind.SUBNET && share;
            // Several clusters may have the same virtual ranges; within one they are apart.
            case POD_RANGE, SERVICE_RANGE ->
                two != RangeKind.POD_RANGE && two != RangeKind.SERVICE_RANGE || one != two && share;
            case PEERED -> known && (two == RangeKind.ON_PREMISES || two == RangeKind.PEERED && !alone);
            case ON_PREMISES, RESERVED -> false;
        };
    }
}
