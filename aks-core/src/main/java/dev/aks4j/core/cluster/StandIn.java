package dev.aks4j.core.cluster;

import dev.aks4j.core.model.Json;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark of a pool that carries the work of another while that one is made anew. It is an Azure tag, so that another
 * process knows the pool again, takes the rotation up, and removes the pool at its end.
 *
 * @param pool the pool that is made anew
 * @param limits the limits of its autoscaler before the rotation, as {@code 2-6}; empty without one
 */
record StandIn(String pool, String limits) {

    /** Name of the tag. */
    static final String TAG = "aks4j-stands-in-for";

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9]{0,11})(?: (\\d+-\\d+))?");

    /** Name of the tag that keeps the limits of a pool whose autoscaler a rotation has switched off. */
    static final String LIMITS = "aks4j-autoscaled";

    /** Returns the limits that a rotation took from a pool; empty if none did. */
    static String taken(Json profile) {
        return profile.path("tags").path(LIMITS).asText("");
    }

    /** Takes our tags off a pool. */
    static void clean(Json.ObjectBuilder profile) {
        if (profile.path("tags").isObject()) {
            Json.ObjectBuilder tags = profile.within("tags").remove(TAG, LIMITS);
            if (tags.isEmpty()) {
                profile.remove("tags");
            }
        }
    }

    /** Returns the mark that a pool carries, if it does. */
    static Optional<StandIn> read(Json profile) {
        Matcher mark = FORM.matcher(profile.path("tags").path(TAG).asText(""));
        return mark.matches()
                ? Optional.of(new StandIn(
                        mark.group(1), Optional.ofNullable(mark.group(2)).orElse("")))
                : Optional.empty();
    }

    /** Returns the pool that stands in for another one, if there is one. */
    static Optional<Json> find(Json cluster, String pool) {
        for (Json profile : cluster.at(ClusterComparison.POOLS)) {
            if (read(profile).filter(mark -> mark.pool.equals(pool)).isPresent()) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    /** Returns the mark for a pool that is about to be made anew. */
    static StandIn of(Json profile) {
        boolean scales = profile.path("enableAutoScaling").asBoolean(false);
        String limits = profile.path("minCount").asInt() + "-"
                + profile.path("maxCount").asInt();
        return new StandIn(profile.path("name").asText(), scales ? limits : taken(profile));
    }

    void mark(Json.ObjectBuilder profile) {
        profile.within("tags").put(TAG, limits.isEmpty() ? pool : pool + " " + limits);
    }

    /** Gives a pool the limits again that it had before the rotation. */
    void restore(Json.ObjectBuilder profile) {
        if (!limits.isEmpty()) {
            String[] parts = limits.split("-");
            profile.put("enableAutoScaling", true);
            profile.put("minCount", Integer.parseInt(parts[0]));
            profile.put("maxCount", Integer.parseInt(parts[1]));
        }
    }

    /** Returns whether the spec has a use for its end: the pool itself is declared, or is there. */
    boolean isOver(ClusterSpec spec, Json live) {
        return spec.pool(pool).isPresent()
                || spec.removedPools().contains(pool)
                || ClusterComparison.live(live, pool).isPresent();
    }
}
