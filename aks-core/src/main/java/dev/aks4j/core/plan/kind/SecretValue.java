package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A secret in a document, by its name only. It stands there as {@code {"$aks4j.secret": "name"}}; the {@link
 * dev.aks4j.core.plan.run.SecretSource} gives the text just before the document is sent, and nothing else ever sees it: not the plan, not the
 * ledger, not an exception. Azure never shows a secret, so a plan cannot tell whether one has changed and never lists it
 * as a difference. Immutable and thread-safe.
 *
 * @param name what the secret source knows it by, for example {@code windows-admin-password}
 */
public record SecretValue(String name) {

    private static final String MARK = "$aks4j.secret";

    /** Requires the name. */
    public SecretValue {
        Objects.requireNonNull(name);
    }

    /** Returns the JSON that stands for this secret in a document. */
    public Json toJson() {
        return Json.object().put(MARK, name).build();
    }

    /** Returns the secret that a node stands for, if it is one. */
    public static Optional<SecretValue> read(Json node) {
        Json name = node.path(MARK);
        return name.isText() ? Optional.of(new SecretValue(name.asText())) : Optional.empty();
    }

    /** Returns every secret that a document refers to. */
    public static Set<SecretValue> allIn(Json document) {
        Set<SecretValue> found = new LinkedHashSet<>();
        resolve(document, secret -> {
            found.add(secret);
            return secret.toJson();
        });
        return found;
    }

    /** Returns a copy of the document in which every secret is replaced by what the function gives for it. */
    public static Json resolve(Json document, Function<SecretValue, Json> values) {
        return Documents.replace(document, node -> read(node).map(values));
    }
}
