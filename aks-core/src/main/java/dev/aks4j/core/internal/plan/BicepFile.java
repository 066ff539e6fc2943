package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.SecretValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One Bicep file: resources of one resource group, or those of the subscription. Not thread-safe. */
final class BicepFile {

    /** What stands beside the body of a resource, or is not written at all. */
    private static final Set<String> BESIDE = Set.of("id", "name", "type", "tags");

    private final Map<ResourceId, BicepResource> resources = new LinkedHashMap<>();
    private final Map<ResourceId, String> existing = new LinkedHashMap<>();
    private final List<String> declarations = new ArrayList<>();
    private final Set<String> symbols = new LinkedHashSet<>();
    private final Set<String> secrets = new TreeSet<>();
    private final Optional<ResourceId> group;
    private final Map<ResourceId, BicepResource> everywhere;

    /** The resource that is being written, and what its text has named so far. */
    private Set<ResourceId> named = new LinkedHashSet<>();

    /** Begins the file of a resource group; of the subscription, if there is none. */
    BicepFile(Optional<ResourceId> group, Map<ResourceId, BicepResource> everywhere) {
        this.group = group;
        this.everywhere = everywhere;
    }

    void add(BicepResource resource) {
        resources.put(resource.id(), resource);
        symbols.add(resource.symbol());
    }

    Optional<ResourceId> group() {
        return group;
    }

    Set<ResourceId> ids() {
        return resources.keySet();
    }

    /** Returns what the resources here need and do not find here. */
    Set<ResourceId> needs() {
        Set<ResourceId> needs = new LinkedHashSet<>();
        resources.values().forEach(resource -> needs.addAll(resource.needs()));
        needs.removeAll(resources.keySet());
        return needs;
    }

    String freeSymbol(String wanted) {
        String symbol = wanted;
        for (int i = 2; !symbols.add(symbol); i++) {
            symbol = wanted + "_" + i;
        }
        return symbol;
    }

    /** Returns the secure parameters; known once the resources are written. */
    Set<String> secrets() {
        return secrets;
    }

    void secret(String name) {
        secrets.add(name);
    }

    /**
     * Returns the resources as text, with what they refer to and the file does not make before them.
     *
     * @param elsewhere what a resource of another file is reached by; empty if nothing here can wait for it
     */
    List<String> write(Function<ResourceId, Optional<String>> elsewhere) {
        List<String> made = resources.values().stream()
                .map(resource -> resource(resource, elsewhere))
                .toList();
        List<String> all = new ArrayList<>(declarations);
        all.addAll(made);
        return all;
    }

    private String resource(BicepResource resource, Function<ResourceId, Optional<String>> elsewhere) {
        named = new LinkedHashSet<>();
        List<String> lines = new ArrayList<>();
        place(resource).ifPresent(lines::add);
        lines.add("name: " + BicepText.quoted(resource.id().name()));
        Json tags = tags(resource.body());
        if (!tags.isEmpty()) {
            lines.add("tags: " + BicepText.value(tags, 1, AS_IT_IS));
        }
        resource.body().properties().stream()
                .filter(member -> !BESIDE.contains(member.getKey()))
                .forEach(member -> lines.add(
                        BicepText.key(member.getKey()) + ": " + BicepText.value(member.getValue(), 1, references)));
        List<String> after = resource.needs().stream()
                .flatMap(need -> (resources.containsKey(need)
                                ? Optional.of(resources.get(need).symbol()).filter(any -> !named.contains(need))
                                : elsewhere.apply(need))
                        .stream())
                .distinct()
                .toList();
        if (!after.isEmpty()) {
            lines.add("dependsOn: " + BicepText.block(after, "[", "]", 1));
        }
        return "resource " + resource.symbol() + " "
                + BicepText.quoted(resource.id().type() + "@" + resource.apiVersion()) + " = "
                + BicepText.block(lines, "{", "}", 0);
    }

    private static Json tags(Json body) {
        Json.ObjectBuilder tags = Json.object();
        body.path("tags").properties().stream()
                .filter(tag -> !tag.getKey().startsWith("aks4j-"))
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return tags.build();
    }

    /** Says what holds a resource: a parent, or the resource that it extends; nothing in what the file is deployed to. */
    private Optional<String> place(BicepResource resource) {
        ResourceId id = resource.id();
        ResourceId holder = id.parent().orElseThrow();
        if (BicepResource.isSubscription(holder) || group.filter(holder::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                (BicepResource.isChild(id) ? "parent: " : "scope: ") + symbol(holder, resource.apiVersion()));
    }

    /** Returns what a resource is called here. One that the file does not make is declared as existing. */
    private String symbol(ResourceId id, String apiVersion) {
        named.add(id);
        return called(id, apiVersion);
    }

    private String called(ResourceId id, String apiVersion) {
        BicepResource made = resources.get(id);
        if (made != null) {
            return made.symbol();
        }
        if (!existing.containsKey(id)) {
            existing.put(id, declare(id, versionOf(id).orElse(apiVersion)));
        }
        return existing.get(id);
    }

    /** Returns the api-version that the specs use for a resource, or for the one that it is a child of. */
    private Optional<String> versionOf(ResourceId id) {
        BicepResource made = everywhere.get(id);
        return made != null
                ? Optional.of(made.apiVersion())
                : id.parent().filter(parent -> BicepResource.isChild(id)).flatMap(this::versionOf);
    }

    private String declare(ResourceId id, String apiVersion) {
        String symbol = freeSymbol(BicepText.symbol(lastOf(id.type()) + "_" + id.name()));
        List<String> lines = new ArrayList<>();
        Optional<ResourceId> holder = id.parent();
        if (holder.isPresent() && BicepResource.isChild(id)) {
            lines.add("parent: " + called(holder.get(), apiVersion));
        } else if (holder.isPresent() && !group.equals(holder)) {
            scopeOf(holder.get()).ifPresent(scope -> lines.add("scope: " + scope));
        }
        lines.add("name: " + BicepText.quoted(id.name()));
        declarations.add("resource " + symbol + " " + BicepText.quoted(id.type() + "@" + apiVersion) + " existing = "
                + BicepText.block(lines, "{", "}", 0));
        return symbol;
    }

    private static String lastOf(String type) {
        return type.substring(type.lastIndexOf('/') + 1);
    }

    private Optional<String> scopeOf(ResourceId holder) {
        if (BicepResource.isGroup(holder)) {
            return Optional.of(group(holder));
        }
        return BicepResource.isSubscription(holder) && group.isPresent()
                ? Optional.of("subscription(" + BicepText.quoted(holder.name()) + ")")
                : Optional.empty();
    }

    /** Returns the expression for a resource group that another file, or nobody, makes. */
    static String group(ResourceId group) {
        return "resourceGroup(" + BicepText.quoted(group.subscriptionId().orElseThrow()) + ", "
                + BicepText.quoted(group.name()) + ")";
    }

    private final BicepText.Replacement references = new BicepText.Replacement() {
        @Override
        public Optional<String> value(Json node) {
            Optional<LateValue> late = LateValue.read(node);
            if (late.isPresent()) {
                String symbol = symbol(late.get().id(), late.get().apiVersion());
                return Optional.of(BicepText.below(symbol, late.get().pointer()));
            }
            Optional<SecretValue> secret = SecretValue.read(node);
            if (secret.isPresent()) {
                String name = BicepText.symbol(secret.get().name());
                secrets.add(name);
                return Optional.of(name);
            }
            return node.isText() ? reference(node.asText()) : Optional.empty();
        }

        @Override
        public String key(String name) {
            return known(name).map(id -> "'" + template(id, name) + "'").orElseGet(() -> BicepText.key(name));
        }
    };

    private static final BicepText.Replacement AS_IT_IS = new BicepText.Replacement() {
        @Override
        public Optional<String> value(Json node) {
            return Optional.empty();
        }

        @Override
        public String key(String name) {
            return BicepText.key(name);
        }
    };

    private Optional<String> reference(String text) {
        return known(text)
                .map(id -> id.toString().length() == text.length()
                        ? symbol(id, "") + ".id"
                        : "'" + template(id, text) + "'");
    }

    private String template(ResourceId id, String text) {
        return "${" + symbol(id, "") + ".id}"
                + BicepText.escaped(text.substring(id.toString().length()));
    }

    /** Returns the resource of this file that an id names, or the one that it lies below. */
    private Optional<ResourceId> known(String text) {
        if (!text.startsWith("/subscriptions/")) {
            return Optional.empty();
        }
        String folded = text.toLowerCase(Locale.ROOT);
        return resources.keySet().stream()
                .filter(id -> {
                    String whole = id.toString().toLowerCase(Locale.ROOT);
                    return folded.equals(whole) || folded.startsWith(whole + "/");
                })
                .max(Comparator.comparingInt(id -> id.toString().length()));
    }

    /** Returns the secure parameters as text. */
    String parameters() {
        return secrets.stream()
                .map(name -> "@secure()\nparam " + name + " string")
                .collect(Collectors.joining("\n\n"));
    }
}
