package dev.aks4j.identity.access;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;

/** Who may do what in a cluster, as far as it could be read. Immutable and thread-safe. */
public final class Audit {

    private final String cluster;
    private final List<AuditFinding> findings;
    private final List<String> read;
    private final List<String> unread;

    Audit(String cluster, List<AuditFinding> findings, List<String> read, List<String> unread) {
        this.cluster = cluster;
        this.findings = List.copyOf(findings);
        this.read = List.copyOf(read);
        this.unread = List.copyOf(unread);
    }

    /** Returns what was found, by kind. */
    public List<AuditFinding> findings() {
        return findings;
    }

    /** Returns what was found of one kind. */
    public List<AuditFinding> findings(AuditFinding.Kind kind) {
        return findings.stream().filter(each -> each.kind() == kind).toList();
    }

    /** Returns what was read, with how much of it. */
    public List<String> read() {
        return read;
    }

    /** Returns what could not be read, each with the reason; findings of it are missing. */
    public List<String> unread() {
        return unread;
    }

    /** Returns the audit as programs read it. */
    @JsonValue
    public Json toJson() {
        return Json.object()
                .put("cluster", cluster)
                .put("findings", findings.stream().map(AuditFinding::toJson).toList())
                .put("read", read)
                .put("unread", unread)
                .build();
    }

    /** Returns the audit as people read it. */
    @Override
    public String toString() {
        List<String> lines =
                new ArrayList<>(List.of("Access to cluster " + cluster + ": " + findings.size() + " findings"));
        findings.forEach(each -> lines.add("  " + each));
        lines.add("  read: " + String.join(", ", read));
        unread.forEach(text -> lines.add("  not read: " + text));
        return String.join("\n", lines);
    }
}
