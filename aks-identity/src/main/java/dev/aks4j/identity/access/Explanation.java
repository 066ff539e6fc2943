package dev.aks4j.identity.access;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether somebody may do something, by what, and how much of what decides could be read. Immutable and thread-safe.
 */
public final class Explanation {

    /** The answer. */
    public enum Verdict {
        /** They may. */
        ALLOWED,
        /** They may not. */
        REFUSED,
        /** It cannot be said: something could not be read, or a condition decides. */
        UNDECIDED
    }

    private final String question;
    private final Verdict verdict;
    private final List<AccessReason> reasons;
    private final List<String> read;
    private final List<String> unread;
    private final String fix;

    Explanation(
            String question,
            Verdict verdict,
            List<AccessReason> reasons,
            List<String> read,
            List<String> unread,
            String fix) {
        this.question = question;
        this.verdict = verdict;
        this.reasons = List.copyOf(reasons);
        this.read = List.copyOf(read);
        this.unread = List.copyOf(unread);
        this.fix = fix;
    }

    /** Returns the answer. */
    public Verdict verdict() {
        return verdict;
    }

    /** Returns what gives or takes the right, every one. */
    public List<AccessReason> reasons() {
        return reasons;
    }

    /** Returns what was read, with how much of it, for example {@code 71 cluster roles}. */
    public List<String> read() {
        return read;
    }

    /** Returns what could not be read, each with the reason; empty if the answer rests on everything. */
    public List<String> unread() {
        return unread;
    }

    /** Returns what would allow it, as a full sentence; empty if it is allowed. */
    public String fix() {
        return fix;
    }

    /** Returns the explanation as programs read it. */
    @JsonValue
    public Json toJson() {
        return Json.object()
                .put("question", question)
                .put("verdict", verdict)
                .put("reasons", reasons.stream().map(AccessReason::toJson).toList())
                .put("read", read)
                .put("unread", unread)
                .put("fix", fix)
                .build();
    }

    /** Returns the explanation as people read it. */
    @Override
    public String toString() {
        String word =
                switch (verdict) {
                    case ALLOWED -> "yes";
                    case REFUSED -> "no";
                    case UNDECIDED -> "cannot be said";
                };
        List<String> lines = new ArrayList<>(List.of(question + "? " + word));
        reasons.forEach(reason -> lines.add("  " + reason));
        lines.add("  read: " + (read.isEmpty() ? "nothing" : String.join(", ", read)));
        unread.forEach(text -> lines.add("  not read: " + text));
        if (!fix.isEmpty()) {
            lines.add("  " + fix);
        }
        return String.join("\n", lines);
    }
}
