package dev.aks4j.core.cluster.companion;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.group.TagRules;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What all resources that go with a cluster have in common: an id, and a document. Immutable and thread-safe.
 */
public abstract sealed class CompanionSpec implements Spec
        permits MaintenanceSpec, SnapshotSpec, ManagedNamespaceSpec, TrustedAccessSpec {

    private final ResourceId id;
    private final ResourceId needs;
    private final Json document;
    private final Set<String> defaults;
    private final Map<String, Object> raw;

    CompanionSpec(ResourceId id, ResourceId needs, ClusterDocument document, Map<String, Object> raw) {
        this.id = id;
        this.needs = needs;
        this.raw = new LinkedHashMap<>(raw);
        ClusterDocument all = ClusterDocument.copyOf(document);
        raw.forEach(all::set);
        this.document = all.toJson();
        this.defaults = all.defaults();
    }

    /** Returns the places of the document that hold defaults of ours. */
    final Set<String> defaults() {
        return defaults;
    }

    private Json laidOver(Json declared) {
        ClusterDocument all = ClusterDocument.of(declared);
        raw.forEach(all::set);
        return all.toJson();
    }

    final void refuse(List<Problem> problems) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(tagProblems());
        InvalidSpecException.throwIfAny(this + "", all);
    }

    /** Returns the id, without a subscription. */
    public final ResourceId id() {
        return id;
    }

    /** Returns the name. */
    public final String name() {
        return id.name();
    }

    /** Returns the cluster that must exist before. */
    final ResourceId needs() {
        return needs;
    }

    final Json property(String pointer) {
        return document.at(pointer);
    }

    /** Returns the document with its ids completed; what the escape hatch set lies over everything else. */
    final Json document(Scope scope) {
        Json.ObjectBuilder copy = document.edit();
        complete(copy, scope);
        return laidOver(copy.build());
    }

    /** Adds the ids that need a subscription. */
    void complete(Json.ObjectBuilder sent, Scope scope) {}

    /** Returns what tags are wrong. */
    private List<Problem> tagProblems() {
        Map<String, String> tags = new LinkedHashMap<>();
        property("/tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return Rule.all(TagRules.ALL, tags);
    }

    abstract CompanionKind companionKind();

    /** Returns the right column of a plan. */
    abstract String summary();

    @Override
    public final Address address() {
        return Address.azure(id);
    }

    @Override
    public final ResourceKind<?> kind() {
        return companionKind();
    }

    /** Returns kind and name. */
    @Override
    public final String toString() {
        return companionKind().name() + " " + id.name();
    }

    /** Returns an id for a name that may break the rules; those are reported afterwards. */
    static ResourceId child(ResourceId parent, String type, String name) {
        return Optional.of(name)
                .filter(text -> text.matches("[\\w.-]{1,120}"))
                .map(text -> parent.child(type, text))
                .orElseGet(() -> parent.child(type, "not-a-name"));
    }
}
