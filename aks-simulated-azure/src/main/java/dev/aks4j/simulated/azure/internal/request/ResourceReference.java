package dev.aks4j.simulated.azure.internal.request;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A resource's id in a property of another one. Resource Manager looks at its form and type before any provider does. */
public final class ResourceReference {

    private static final Pattern FORM = Pattern.compile(
            "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[^/]+(/[^/]+/[^/]+)+", Pattern.CASE_INSENSITIVE);

    private ResourceReference() {}

    /**
     * Returns the refusal of an id of another form or type; nothing for a good one, or for none.
     *
     * @param id what the property says; empty for nothing
     * @param type the type that it must have, with that of its parents
     * @param place the property, in the form {@code properties.subnet.id}
     */
    public static Optional<ArmError> refusal(String id, String type, String place) {
        boolean good = id.isEmpty() || FORM.matcher(id).matches() && type(id).equalsIgnoreCase(type);
        return good
                ? Optional.empty()
                : Optional.of(ArmError.gateway(
                        400,
                        "LinkedInvalidPropertyId",
                        "Property id '" + id + "' at path '" + place
                                + "' is invalid. Expect fully qualified resource Id"
                                + " that start with '/subscriptions/{subscriptionId}' or"
                                + " '/providers/{resourceProviderNamespace}/'. Expected type: " + type + "."));
    }

    /** Refuses an id of another form or type. */
    public static void require(String id, String type, String place) {
        refusal(id, type, place).ifPresent(error -> {
            throw error;
        });
    }

    private static String type(String id) {
        String[] segments = id.substring(id.toLowerCase(Locale.ROOT).lastIndexOf("/providers/") + 11)
                .split("/");
        StringBuilder type = new StringBuilder(segments[0]);
        for (int i = 1; i < segments.length; i += 2) {
            type.append('/').append(segments[i]);
        }
        return type.toString();
    }
}
