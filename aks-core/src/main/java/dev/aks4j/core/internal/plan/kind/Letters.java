package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.model.Json;
import java.util.Locale;
import java.util.Set;

/**
 * Where the case of letters counts. Azure's own names and ids have none. What is Kubernetes' has, in its objects and where
 * Azure's documents hold it; the values of tags have it too.
 *
 * @param inNames whether the names of members count to the letter
 * @param inIds whether texts that are ids of Azure count to the letter, as all other texts do
 */
public record Letters(boolean inNames, boolean inIds) {

    /** As in a document of Azure. */
    public static final Letters AZURE = new Letters(false, false);

    /** As in a Kubernetes object. */
    public static final Letters KUBERNETES = new Letters(true, true);

    private static final Set<String> OF_KUBERNETES =
            Set.of("nodeLabels", "nodeTaints", "nodeInitializationTaints", "labels", "annotations");

    /** Returns what counts below a member. */
    public Letters below(String member) {
        if (OF_KUBERNETES.contains(member)) {
            return KUBERNETES;
        }
        return member.equals("tags") ? new Letters(inNames, true) : this;
    }

    /** Returns the name that an object has a member under; the name itself if it has none. */
    public String spelling(Json object, String name) {
        if (inNames || object.has(name)) {
            return name;
        }
        for (var entry : object.properties()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getKey();
            }
        }
        return name;
    }

    public boolean sameName(String one, String other) {
        return inNames ? one.equals(other) : one.equalsIgnoreCase(other);
    }

    public boolean sameText(String one, String other) {
        return one.equals(other) || (!inIds && isId(one) && one.equalsIgnoreCase(other));
    }

    private static boolean isId(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("/subscriptions/")
                || lower.startsWith("/providers/")
                || lower.startsWith("/resourcegroups/");
    }
}
