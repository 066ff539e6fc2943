package dev.aks4j.identity.access;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Who has which rights in a cluster, and which its workloads and identities have on Azure resources, as arrows. What
 * Kubernetes and AKS give their own components is left out. Immutable and thread-safe.
 *
 * <pre>{@code
 * AccessGraph graph = Access.of(aks).graph(cluster.id());
 * Files.writeString(Path.of("access.html"), graph.toHtml());
 * }</pre>
 */
public final class AccessGraph {

    private final String cluster;
    private final List<AccessEdge> edges;
    private final List<String> read;
    private final List<String> unread;

    AccessGraph(String cluster, List<AccessEdge> edges, List<String> read, List<String> unread) {
        this.cluster = cluster;
        this.edges = List.copyOf(edges);
        this.read = List.copyOf(read);
        this.unread = List.copyOf(unread);
    }

    /** Returns the name of the cluster. */
    public String cluster() {
        return cluster;
    }

    /** Returns the arrows, each once, sorted by who and what. */
    public List<AccessEdge> edges() {
        return edges;
    }

    /** Returns what was read, with how much of it. */
    public List<String> read() {
        return read;
    }

    /** Returns what could not be read, each with the reason; arrows of it are missing. */
    public List<String> unread() {
        return unread;
    }

    /** Returns the graph as programs read it. */
    @JsonValue
    public Json toJson() {
        return Json.object()
                .put("cluster", cluster)
                .put("edges", edges.stream().map(AccessEdge::toJson).toList())
                .put("read", read)
                .put("unread", unread)
                .build();
    }

    /** Returns the graph as one page, which needs no network and runs no script. */
    public String toHtml() {
        return new AccessPage(this).html();
    }

    /** Returns the graph as people read it, a line an arrow. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of("Access to cluster " + cluster));
        edges.forEach(edge -> lines.add("  " + (edge.everything() ? "! " : "  ") + edge));
        unread.forEach(text -> lines.add("  not read: " + text));
        return String.join("\n", lines);
    }
}
