package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Json;
import java.util.List;

/** Two ranges of an {@link IpPlan} that share addresses and must not. Immutable and thread-safe. */
public final class RangeOverlap {

    private final Side one;
    private final Side other;

    record Side(RangeKind kind, List<String> names, Cidr range) {
        @Override
        public String toString() {
            String who = String.join(", ", names.subList(0, Math.min(3, names.size())))
                    + (names.size() > 3 ? " and " + (names.size() - 3) + " more" : "");
            return kind == RangeKind.RESERVED ? kind + " (" + range + ")" : kind + " " + who + " (" + range + ")";
        }
    }

    RangeOverlap(Side one, Side other) {
        this.one = one;
        this.other = other;
    }

    /** Returns what the larger range is for. */
    public RangeKind kind() {
        return one.kind;
    }

    /** Returns who has the larger range: subnets, networks or clusters by their names. */
    public List<String> names() {
        return one.names;
    }

    /** Returns the larger range. */
    public Cidr range() {
        return one.range;
    }

    /** Returns what the range within it is for. */
    public RangeKind otherKind() {
        return other.kind;
    }

    /** Returns who has the range within it. */
    public List<String> otherNames() {
        return other.names;
    }

    /** Returns the range within it, or the same range. */
    public Cidr otherRange() {
        return other.range;
    }

    Json toJson() {
        return Json.array().add(json(one)).add(json(other)).build();
    }

    private static Json json(Side side) {
        return Json.object()
                .put("kind", side.kind.toString())
                .put("names", side.names)
                .put("range", side.range.toString())
                .build();
    }

    /** Returns a sentence without its full stop. */
    @Override
    public String toString() {
        return other + " overlaps " + one;
    }
}
