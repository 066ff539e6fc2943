package dev.aks4j.core.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * One thing wrong with a spec. Immutable and thread-safe.
 *
 * @param rule the id of the rule that found it, for example {@code AKS-NET-014}; stable across versions
 * @param severity whether it stops the spec
 * @param path where, in the words of the builders, for example {@code pools.batch.maxSurge}
 * @param value the offending value, as text; never a secret
 * @param what what is wrong with the value; reads on after it, for example {@code overlaps subnet nodes (10.20.0.0/22)}
 * @param fix what to do instead, as a full sentence
 * @param prevents what Azure would have answered, where that is known
 */
public record Problem(
        String rule,
        Severity severity,
        String path,
        String value,
        String what,
        String fix,
        Optional<AzureError> prevents) {

    /** Returns the problem at a place below another, for rules that do not know where their subject stands. */
    public Problem below(String place) {
        return new Problem(rule, severity, place + "." + path, value, what, fix, prevents);
    }

    /** Returns whether this problem stops the spec. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns the problem as programs read it. */
    @JsonValue
    public Json toJson() {
        Json.ObjectBuilder json = Json.object()
                .put("rule", rule)
                .put("severity", severity)
                .put("path", path)
                .put("value", value)
                .put("what", what)
                .put("fix", fix);
        prevents.ifPresent(error -> json.put("prevents", error.toString()));
        return json.build();
    }

    /** Returns the problem as three indented lines: place and value, consequence, fix. */
    @Override
    public String toString() {
        String indent = "              ";
        StringBuilder text = new StringBuilder(String.format("%-14s%s = %s %s.", rule, path, value, what));
        if (severity == Severity.WARNING) {
            text.append(" (warning)");
        }
        prevents.ifPresent(
                error -> text.append('\n').append(indent).append(error).append('.'));
        return text.append('\n').append(indent).append(fix).toString();
    }
}
