package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Ownership;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What tells that a resource is still the one that a plan saw: our mark, if it carried it, and what no resource keeps that
 * was removed and created again under the same name.
 */
public final class Recognition {

    /** Begins the path of something that is read from the resource that holds the one in question. */
    public static final String HOLDER = "..";

    private static final List<String> BIRTH = List.of(
            "/systemData/createdAt",
            "/properties/resourceUID",
            "/properties/resourceGuid",
            "/properties/principalId",
            "/properties/clientId",
            "/properties/createdOn",
            "/properties/creationTime",
            "/metadata/uid");

    private static final List<String> POOL = List.of("/properties/osType", "/properties/scaleSetPriority");

    private Recognition() {}

    /** Returns what a resource is known by, as it was read; nothing if it does not exist. */
    public static List<Difference> of(Address address, Json live) {
        List<Difference> known = new ArrayList<>(birth(live));
        if (address instanceof Address.InAzure there && isPool(there.id())) {
            POOL.forEach(path -> add(known, path, live.at(path), "made anew"));
        }
        return known;
    }

    /** Returns what a resource has that no other one of the same name has; nothing if it does not exist. */
    public static List<Difference> birth(Json live) {
        return birth("", live);
    }

    private static List<Difference> birth(String prefix, Json live) {
        List<Difference> known = new ArrayList<>();
        BIRTH.forEach(path -> add(known, prefix + path, live.at(path), "made anew"));
        return known;
    }

    /** Returns whether it is something that no other resource of the same name has, and not a mark that can be taken off. */
    public static boolean isOfBirth(Difference known) {
        String path = known.path();
        return BIRTH.contains(path.startsWith(HOLDER) ? path.substring(HOLDER.length()) : path);
    }

    /** Returns whether a property is as it was known; a time may be told with other digits. */
    public static boolean same(Difference known, Json now) {
        return Documents.same(known.before(), now)
                || known.path().contains("/creat")
                        && second(known.before()).isPresent()
                        && second(known.before()).equals(second(now));
    }

    private static Optional<Instant> second(Json time) {
        try {
            return Optional.of(OffsetDateTime.parse(time.asText()).toInstant().truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Returns what was known of a resource, as something that is read from the holder of another one. */
    public static Difference ofHolder(Difference known) {
        return new Difference(HOLDER + known.path(), known.before(), known.after(), known.change(), known.reason());
    }

    /** Returns our mark on a resource; nothing if it does not carry it. */
    public static List<Difference> mark(Address address, Json live) {
        List<Difference> known = new ArrayList<>();
        if (address instanceof Address.InCluster && Ownership.labelled(live)) {
            add(known, Ownership.LABEL_PATH, live.at(Ownership.LABEL_PATH), "marked");
        } else if (address instanceof Address.InAzure && Ownership.tagged(live)) {
            add(known, Ownership.TAG_PATH, live.at(Ownership.TAG_PATH), "marked");
        }
        return known;
    }

    /** Returns our mark on the resource that holds another one; nothing if it does not carry it. */
    public static List<Difference> markOfHolder(Json holder) {
        List<Difference> known = new ArrayList<>();
        if (Ownership.tagged(holder)) {
            add(known, HOLDER + Ownership.TAG_PATH, holder.at(Ownership.TAG_PATH), "marked");
        }
        return known;
    }

    /**
     * Returns what the resource that holds another one is known by, such as the cluster of a pool: a pool does not tell
     * whether its cluster is still the same.
     */
    public static List<Difference> birthOfHolder(Json holder) {
        return birth(HOLDER, holder);
    }

    private static boolean isPool(ResourceId id) {
        return id.type().equalsIgnoreCase("Microsoft.ContainerService/managedClusters/agentPools");
    }

    private static void add(List<Difference> known, String path, Json value, String reason) {
        if (value.isScalar() && !value.isNull() && !value.asText().isEmpty()) {
            known.add(new Difference(path, value, Json.missing(), Change.NONE, reason));
        }
    }
}
