package dev.aks4j.core.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of an Azure resource. Two ids are equal when Azure would call them the same: letter case does not count.
 *
 * <p>Specs are written before a subscription is chosen, so an id may be <em>relative</em>: it starts at the resource
 * group. {@link #inSubscription} completes it. Immutable and thread-safe.
 *
 * <pre>{@code
 * ResourceId vnet = ResourceId.group("rg-shop").child("Microsoft.Network/virtualNetworks", "vnet-shop");
 * ResourceId nodes = vnet.child("subnets", "nodes");
 * nodes.inSubscription("6f2c...").toString();   // /subscriptions/6f2c.../resourceGroups/rg-shop/providers/Microsoft.Network/...
 * }</pre>
 */
public final class ResourceId {

    private static final Pattern SEGMENT =
            Pattern.compile("[^/?#%&<>\\\\\\s\\p{Cntrl}][^/?#%&<>\\\\\\p{Cntrl}]{0,259}");

    private final String text;
    private final List<String> segments;

    /** Worked out when it is first asked for; whoever does so at the same time works out the same. */
    private @Nullable String folded;

    private ResourceId(List<String> segments) {
        this.segments = List.copyOf(segments);
        this.text = "/" + String.join("/", segments);
    }

    /** Returns the id of a subscription. */
    public static ResourceId subscription(String subscriptionId) {
        return parse("/subscriptions/" + Objects.requireNonNull(subscriptionId));
    }

    /** Returns the relative id of a resource group. */
    public static ResourceId group(String name) {
        return parse("/resourceGroups/" + Objects.requireNonNull(name));
    }

    /**
     * Reads an id, absolute or relative.
     *
     * @throws AksException if the text is not a resource id
     */
    public static ResourceId parse(String text) {
        List<String> parts = split(text);
        return of(text, parts, parts);
    }

    /**
     * Makes an id of its parts.
     *
     * @param fresh those of them that no id had so far
     */
    private static ResourceId of(String text, List<String> parts, List<String> fresh) {
        String head = parts.isEmpty() ? "" : parts.get(0).toLowerCase(Locale.ROOT);
        boolean known = head.equals("subscriptions") || head.equals("resourcegroups") || head.equals("providers");
        if (!known || fresh.stream().anyMatch(part -> !SEGMENT.matcher(part).matches()) || parts.size() < 2) {
            throw new AksException(
                    "\"" + text + "\" is not a resource id. Write it as /subscriptions/<id>/resourceGroups/"
                            + "<group>/providers/<namespace>/<type>/<name>, or without the subscription.");
        }
        return new ResourceId(parts);
    }

    private static List<String> split(String text) {
        if (!text.startsWith("/")) {
            return List.of();
        }
        List<String> parts = new ArrayList<>(List.of(text.substring(1).split("/", -1)));
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            if (parts.get(i).equalsIgnoreCase("resourcegroups")) {
                parts.set(i, "resourceGroups");
            }
        }
        return parts;
    }

    /**
     * Returns the id of a resource below this one.
     *
     * @param type the type, with its provider where it begins a new one: {@code Microsoft.Network/virtualNetworks}, or
     *     {@code subnets} below a virtual network
     * @param name the resource's name
     */
    public ResourceId child(String type, String name) {
        String below = text + (type.contains("/") ? "/providers/" : "/") + type + "/" + name;
        List<String> parts = split(below);
        return of(below, parts, parts.subList(segments.size(), parts.size()));
    }

    /** Returns this id within a subscription; an absolute id is returned as it is. */
    public ResourceId inSubscription(String subscriptionId) {
        if (!isRelative()) {
            return this;
        }
        String absolute = "/subscriptions/" + subscriptionId + text;
        List<String> parts = split(absolute);
        return of(absolute, parts, parts.subList(0, parts.size() - segments.size()));
    }

    /** Returns whether the subscription is still missing. */
    public boolean isRelative() {
        return segments.get(0).equals("resourceGroups");
    }

    /** Returns the subscription's id, if the id is absolute. */
    public Optional<String> subscriptionId() {
        return segments.get(0).equalsIgnoreCase("subscriptions") ? Optional.of(segments.get(1)) : Optional.empty();
    }

    /** Returns the resource group's name, if there is one. */
    public Optional<String> resourceGroup() {
        for (int i = 0; i + 1 < segments.size() && !segments.get(i).equalsIgnoreCase("providers"); i += 2) {
            if (segments.get(i).equals("resourceGroups")) {
                return Optional.of(segments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the full type of the resource, for example {@code Microsoft.Network/virtualNetworks/subnets}; {@code
     * Microsoft.Resources/resourceGroups} or {@code Microsoft.Resources/subscriptions} for those.
     */
    public String type() {
        int providers = lastProviders();
        if (providers < 0) {
            return "Microsoft.Resources/" + segments.get(segments.size() - 2);
        }
        StringBuilder type = new StringBuilder(segments.get(providers + 1));
        for (int i = providers + 2; i < segments.size(); i += 2) {
            type.append('/').append(segments.get(i));
        }
        return type.toString();
    }

    /** Returns the name of the resource: the last segment. */
    public String name() {
        return segments.get(segments.size() - 1);
    }

    /** Returns the id of the resource that holds this one: the parent resource, the scope, or the resource group. */
    public Optional<ResourceId> parent() {
        int providers = lastProviders();
        int keep = segments.size() - 2;
        if (providers >= 0 && keep == providers + 2) {
            keep = providers;
        }
        return keep < 2 ? Optional.empty() : Optional.of(new ResourceId(segments.subList(0, keep)));
    }

    /** Returns whether this id is the other one or lies below it. */
    public boolean isWithin(ResourceId other) {
        return (fold() + "/").startsWith(other.fold() + "/");
    }

    private int lastProviders() {
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (segments.get(i).equalsIgnoreCase("providers")) {
                return i;
            }
        }
        return -1;
    }

    private String fold() {
        String known = folded;
        if (known == null) {
            known = text.toLowerCase(Locale.ROOT);
            folded = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceId id && fold().equals(id.fold());
    }

    @Override
    public int hashCode() {
        return fold().hashCode();
    }

    /** Returns the id as ARM writes it. */
    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
