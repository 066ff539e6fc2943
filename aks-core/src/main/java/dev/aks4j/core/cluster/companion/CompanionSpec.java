package dev.aks4j.core.cluster.companion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.util.List;
import java.util.Optional;

/**
 * What all resources that go with a cluster have in common: an id, and a document. Immutable and thread-safe.
 */
public abstract sealed class CompanionSpec implements Spec
        permits MaintenanceSpec, SnapshotSpec, ManagedNamespaceSpec, TrustedAccessSpec {

    private final ResourceId id;
    private final ResourceId needs;
    private final JsonNode document;

    CompanionSpec(ResourceId id, ResourceId needs, ClusterDocument document) {
        this.id = id;
        this.needs = needs;
        this.document = document.toJson();
    }

    final void refuse(List<Problem> problems) {
        InvalidSpecException.throwIfAny(this + "", problems);
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

    final JsonNode property(String pointer) {
        return document.at(pointer);
    }

    /** Returns the document with its ids completed. */
    JsonNode document(Scope scope) {
        return document.deepCopy();
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
