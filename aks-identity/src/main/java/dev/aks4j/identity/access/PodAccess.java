package dev.aks4j.identity.access;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pod's way to an Azure resource, link by link. Immutable and thread-safe. */
public final class PodAccess {

    private final String question;
    private final List<AccessLink> links;
    private final Optional<Explanation> role;
    private final List<String> unread;

    PodAccess(String question, List<AccessLink> links, Optional<Explanation> role, List<String> unread) {
        this.question = question;
        this.links = List.copyOf(links);
        this.role = role;
        this.unread = List.copyOf(unread);
    }

    /** Returns the seven links, in their order. */
    public List<AccessLink> links() {
        return links;
    }

    /** Returns one link. */
    public AccessLink link(AccessLink.Part part) {
        return links.get(part.ordinal());
    }

    /** Returns whether every link holds. */
    public boolean isWhole() {
        return links.stream().allMatch(link -> link.state() == AccessLink.State.HOLDS);
    }

    /** Returns the first link that is broken. */
    public Optional<AccessLink> broken() {
        return links.stream()
                .filter(link -> link.state() == AccessLink.State.BROKEN)
                .findFirst();
    }

    /** Returns how Azure decides about the identity; empty if nobody knows which identity that is. */
    public Optional<Explanation> role() {
        return role;
    }

    /** Returns what could not be read, each with the reason. */
    public List<String> unread() {
        return unread;
    }

    /** Returns the way as programs read it. */
    @JsonValue
    public Json toJson() {
        Json.ObjectBuilder json = Json.object()
                .put("question", question)
                .put("links", links.stream().map(AccessLink::toJson).toList())
                .put("unread", unread);
        role.ifPresent(found -> json.put("role", found.toJson()));
        return json.build();
    }

    /** Returns the way as people read it: one line for each link, and below it the fix. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(question));
        links.forEach(link -> lines.add("  " + link));
        unread.forEach(text -> lines.add("  not read: " + text));
        return String.join("\n", lines);
    }
}
