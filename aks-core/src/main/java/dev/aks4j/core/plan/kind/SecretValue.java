package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final String BASE64 = " as Base64";
    private static final Pattern LISTED =
            Pattern.compile("azure:(/\\S+)/([A-Za-z]+)\\?api-version=([0-9a-z-]+)#(/\\S+)");

    /**
     * A secret that Azure itself lists.
     *
     * @param id the resource that has it
     * @param action the action that lists it, for example {@code listKeys}
     * @param apiVersion ARM api-version to ask with
     * @param pointer JSON pointer of the secret in the answer
     */
    public record Listed(ResourceId id, String action, String apiVersion, String pointer) {}

    /** Requires the name. */
    public SecretValue {
        Objects.requireNonNull(name);
    }

    /**
     * Returns a secret that Azure lists, such as the key of a storage account. It is asked for just before the document is
     * sent, by POST, with the rights of whoever applies the plan; no secret source is needed.
     *
     * @param id the resource that has it
     * @param action the action that lists it, for example {@code listKeys}
     * @param apiVersion ARM api-version to ask with
     * @param pointer JSON pointer of the secret in the answer, for example {@code /keys/0/value}
     */
    public static SecretValue listed(ResourceId id, String action, String apiVersion, String pointer) {
        return new SecretValue("azure:" + id + "/" + action + "?api-version=" + apiVersion + "#" + pointer);
    }

    /** Returns the same secret, written as Base64, as the {@code data} of a Kubernetes secret holds it. */
    public SecretValue base64() {
        return isBase64() ? this : new SecretValue(name + BASE64);
    }

    /** Returns whether it is written as Base64. */
    public boolean isBase64() {
        return name.endsWith(BASE64);
    }

    /** Returns the name without the word for how it is written: what the secret source is asked for. */
    public String plainName() {
        return isBase64() ? name.substring(0, name.length() - BASE64.length()) : name;
    }

    /** Returns what Azure is asked for, if it lists the secret. */
    public Optional<Listed> listed() {
        Matcher form = LISTED.matcher(plainName());
        return form.matches()
                ? Optional.of(new Listed(ResourceId.parse(form.group(1)), form.group(2), form.group(3), form.group(4)))
                : Optional.empty();
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
