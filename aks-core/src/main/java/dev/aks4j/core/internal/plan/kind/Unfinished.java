package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a document of Azure shows as asked for and that did not come to be: a resource, or a part of one, whose last write
 * failed or was canceled, and a version that is not the current one. Azure keeps what was last asked for in the place of
 * what is; only states and the {@code current…} properties tell.
 */
public final class Unfinished {

    /** How many machines a pool has; no member of Azure's, but what its list of machines tells where a count may not. */
    public static final String CURRENT_COUNT = "aks4jCurrentCount";

    private static final String STATE = "provisioningState";
    private static final Set<String> BROKEN = Set.of("failed", "canceled", "cancelled");

    /** Where a document says what is asked for, and where it says what is. */
    private static final Map<String, String> CURRENT = Map.of(
            "kubernetesVersion", "currentKubernetesVersion",
            "orchestratorVersion", "currentOrchestratorVersion",
            "count", Unfinished.CURRENT_COUNT);

    private static final Set<String> VERSIONS = Set.of("kubernetesVersion", "orchestratorVersion");

    private Unfinished() {}

    /**
     * Returns what is unfinished in a live document: in the resource itself and in those of its parts that the declared
     * document names.
     */
    public static List<Difference> of(Json declared, Json live) {
        return all(declared, live).stream()
                .filter(each -> !isState(each) || isBroken(each.before()))
                .toList();
    }

    private static List<Difference> all(Json declared, Json live) {
        List<Difference> found = new ArrayList<>();
        walk("", declared, live, found);
        return found;
    }

    /**
     * Returns the states that are not the end of a success, in the resource and in its parts: what failed or was canceled,
     * and what an operation is still at work on.
     */
    public static List<Difference> states(Json declared, Json live) {
        return all(declared, live).stream().filter(Unfinished::isState).toList();
    }

    /** Returns whether a difference is a state, which no write sets: the resource is written again to get it. */
    public static boolean isState(Difference difference) {
        return difference.path().endsWith("/" + STATE);
    }

    private static void walk(String path, Json declared, Json live, List<Difference> found) {
        Json properties = live.path("properties");
        if (unfinished(properties)) {
            found.add(state(path + "/properties", properties));
        } else if (unfinished(live)) {
            found.add(state(path, live));
        }
        versions(path, declared, live, found);
        declared.properties().forEach(entry -> {
            Json there = live.path(entry.getKey());
            String below = path + "/" + Documents.escape(entry.getKey());
            if (entry.getKey().equals("properties")) {
                versions(below, entry.getValue(), there, found);
                entry.getValue()
                        .properties()
                        .forEach(inner -> parts(
                                below + "/" + Documents.escape(inner.getKey()),
                                inner.getValue(),
                                there.path(inner.getKey()),
                                found));
            } else {
                parts(below, entry.getValue(), there, found);
            }
        });
    }

    private static void parts(String path, Json declared, Json live, List<Difference> found) {
        if (!declared.isArray() || !live.isArray()) {
            if (declared.isObject() && live.isObject()) {
                walk(path, declared, live, found);
            }
            return;
        }
        for (Json part : live) {
            String name = part.path("name").asText();
            for (Json each : declared) {
                if (!name.isEmpty() && each.path("name").asText().equalsIgnoreCase(name)) {
                    walk(path + "/" + Documents.escape(name), each, part, found);
                }
            }
        }
    }

    private static void versions(String path, Json declared, Json live, List<Difference> found) {
        CURRENT.forEach((asked, current) -> {
            if (declared.path(asked).isScalar()
                    && declared.path(asked).asText().equals(live.path(asked).asText())
                    && live.has(current)
                    && !became(live, asked, current)) {
                found.add(new Difference(
                        path + "/" + asked,
                        live.path(current),
                        declared.path(asked),
                        Change.UPDATE,
                        "it was asked for, and did not come to be"));
            }
        });
    }

    private static boolean became(Json live, String asked, String current) {
        Optional<KubernetesVersion> wanted =
                KubernetesVersion.read(live.path(asked).asText());
        Optional<KubernetesVersion> there =
                KubernetesVersion.read(live.path(current).asText());
        if (live.path(current).isNumber()) {
            return live.path(current).asInt() == live.path(asked).asInt();
        }
        return wanted.isEmpty() || there.isEmpty() || wanted.get().matches(there.get());
    }

    private static Difference state(String path, Json there) {
        return new Difference(
                path + "/" + STATE,
                there.path(STATE),
                Json.of("Succeeded"),
                Change.UPDATE,
                isBroken(there.path(STATE))
                        ? "its last write did not succeed; it is written again"
                        : "an operation is under way, whose end is waited for");
    }

    private static boolean unfinished(Json node) {
        String state = node.path(STATE).asText("");
        return !state.isEmpty() && !state.equalsIgnoreCase("Succeeded");
    }

    /** Returns whether a state says that the last operation did not succeed. */
    public static boolean isBroken(Json state) {
        return BROKEN.contains(state.asText("").toLowerCase(Locale.ROOT));
    }

    /**
     * Returns a copy of a live document to lay a change over and send back: as it is, and without the node images of pools,
     * because to send one asks Azure to take the pool back to it.
     */
    public static Json toSendBack(Json live) {
        return withoutImages(asItStays(live));
    }

    private static Json withoutImages(Json node) {
        if (node.isArray()) {
            return Json.of(node.stream().map(Unfinished::withoutImages).toList());
        }
        if (!node.isObject()) {
            return node;
        }
        Json.ObjectBuilder copy = Json.object();
        node.properties().forEach(member -> {
            if (!member.getKey().equals("nodeImageVersion") || !node.has("orchestratorVersion")) {
                copy.put(member.getKey(), withoutImages(member.getValue()));
            }
        });
        return copy.build();
    }

    /**
     * Returns a copy of a live document that says of versions and counts what is, where that is not what was asked for: what
     * a declared document is compared with.
     */
    public static Json asItIs(Json live) {
        return copy(live, CURRENT.keySet());
    }

    /**
     * Returns a copy of a live document in which what nobody declares stays. It says of versions what is: sent back as they
     * came, they would ask for a failed upgrade again. A count stays what was asked for: Azure goes on towards it by itself,
     * and a pool whose creation failed, which has no machines at all, does not tell itself from one that failed to grow.
     */
    public static Json asItStays(Json live) {
        return copy(live, VERSIONS);
    }

    private static Json copy(Json live, Set<String> members) {
        if (live.isArray()) {
            return Json.of(live.stream().map(each -> copy(each, members)).toList());
        }
        if (!live.isObject()) {
            return live;
        }
        Json.ObjectBuilder copy = Json.object();
        live.properties().forEach(entry -> copy.put(entry.getKey(), copy(entry.getValue(), members)));
        members.forEach(asked -> {
            String current = Known.in(CURRENT, asked);
            if (live.has(asked) && live.has(current) && !became(live, asked, current)) {
                copy.put(asked, live.path(current));
            }
        });
        return copy.remove(CURRENT_COUNT).build();
    }
}
