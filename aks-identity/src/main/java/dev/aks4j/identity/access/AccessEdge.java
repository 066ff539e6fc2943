package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;
import java.util.Locale;
import java.util.Objects;

/** One arrow of an {@link AccessGraph}: who gets what, and by which way. Immutable and thread-safe. */
public final class AccessEdge {

    /** The ways by which somebody gets something. */
    public enum Way {
        /** A binding of Kubernetes gives a role of Kubernetes. */
        BINDING,
        /** An assignment of Azure gives a role of Azure. */
        ASSIGNMENT,
        /** The cluster's admin groups may do everything in it. */
        ADMIN_GROUP,
        /** A local account's certificate may do everything in the cluster. */
        LOCAL_ACCOUNT,
        /** A managed identity trusts the tokens of a service account, by a federated credential. */
        FEDERATED_CREDENTIAL,
        /** The cluster lends a managed identity to its workloads, by an identity binding. */
        IDENTITY_BINDING
    }

    private final String from;
    private final String to;
    private final Way way;
    private final String name;
    private final boolean everything;

    AccessEdge(String from, String to, Way way, String name, boolean everything) {
        this.from = from;
        this.to = to;
        this.way = way;
        this.name = name;
        this.everything = everything;
    }

    /** Returns who: a user, a group, a service account, a managed identity. */
    public String from() {
        return from;
    }

    /** Returns what they get: a managed identity, or a role and where it counts. */
    public String to() {
        return to;
    }

    /** Returns by which way. */
    public Way way() {
        return way;
    }

    /** Returns the name of the binding, assignment or credential; empty for what has none. */
    public String name() {
        return name;
    }

    /** Returns whether it is the right to do everything in the whole cluster, or every action on an Azure resource. */
    public boolean everything() {
        return everything;
    }

    /** Returns whether it leads to a managed identity, which may have rights of its own. */
    public boolean isTrust() {
        return way == Way.FEDERATED_CREDENTIAL || way == Way.IDENTITY_BINDING;
    }

    Json toJson() {
        return Json.object()
                .put("from", from)
                .put("to", to)
                .put("way", way)
                .put("name", name)
                .put("everything", everything)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessEdge edge
                && edge.from.equals(from)
                && edge.to.equals(to)
                && edge.way == way
                && edge.name.equals(name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, to, way, name);
    }

    @Override
    public String toString() {
        String by = way.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return from + " -> " + to + " (" + by + (name.isEmpty() ? "" : " " + name) + ")";
    }
}
