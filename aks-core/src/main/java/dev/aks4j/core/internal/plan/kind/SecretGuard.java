package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps plain secrets out of everything that is stored or shown. */
public final class SecretGuard {

    static final Json MASK = Json.of("(secret)");

    /** What the storage drivers read from a secret beside the key, and what is none. */
    private static final Set<String> NO_SECRETS = Set.of("azurestorageaccountname");

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(password|passphrase|secret|accountkey|connectionstring|sastoken|accesstoken|privatekey)");

    private static final Pattern PASSWORD_IN_URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/\\s:@]*:[^/\\s@]+@");

    private SecretGuard() {}

    /**
     * Refuses a write that carries a secret as plain text.
     *
     * @throws AksException naming the place, never the value
     */
    public static void check(Write write) {
        Json body = write.content();
        Optional<String> place = isSecretObject(write.target()) ? data(body) : plain("", body);
        place.ifPresent(path -> {
            throw new AksException(write.target() + " has a secret as plain text at " + path
                    + ". A plan and its ledger never hold secrets: put new SecretValue(\"name\").toJson() there and let"
                    + " the client's secret source give the text.");
        });
    }

    /** Returns a value as it may be shown or stored: masked if its path is a secret's. */
    public static Json masked(Address target, String path, Json value) {
        boolean inSecret = isSecretObject(target) && (path.startsWith("/data") || path.startsWith("/stringData"));
        return inSecret && !value.isMissing() && SecretValue.read(value).isEmpty() ? MASK : masked(path, value);
    }

    /** Returns a value of any resource as it may be shown: masked if its name is a secret's. */
    public static Json masked(String path, Json value) {
        String last = Documents.unescape(path.substring(path.lastIndexOf('/') + 1));
        if (isPlain(last, value)) {
            return MASK;
        }
        if (!value.isContainer() || plain("", value).isEmpty()) {
            return value;
        }
        return masked(value);
    }

    private static Json masked(Json node) {
        if (node.isArray()) {
            return Json.of(node.stream().map(SecretGuard::masked).toList());
        }
        if (!node.isObject()) {
            return node;
        }
        Json.ObjectBuilder copy = Json.object();
        node.properties()
                .forEach(entry -> copy.put(
                        entry.getKey(), isPlain(entry.getKey(), entry.getValue()) ? MASK : masked(entry.getValue())));
        return copy.build();
    }

    private static Optional<String> plain(String path, Json node) {
        if (SecretValue.read(node).isPresent() || LateValue.read(node).isPresent()) {
            return Optional.empty();
        }
        for (var entry : node.properties()) {
            String below = path + "/" + entry.getKey();
            if (isPlain(entry.getKey(), entry.getValue())) {
                return Optional.of(below);
            }
            Optional<String> found = plain(below, entry.getValue());
            if (found.isPresent()) {
                return found;
            }
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<String> found = plain(path + "/" + i, node.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns whether a text is a secret: by its name, or because it is a URL with a password. A switch is none, whatever
     * its name: {@code storeAccountKey} of a storage class says whether a key is kept.
     */
    private static boolean isPlain(String key, Json value) {
        return value.isText()
                && !value.asText().matches("(?i)(true|false)?")
                && !value.equals(MASK)
                && !isSwitch(value.asText())
                && (SECRET.matcher(key).matches()
                        || PASSWORD_IN_URL.matcher(value.asText()).find());
    }

    /** Parameters of Kubernetes are texts; {@code storeAccountKey: "false"} is a switch. */
    private static boolean isSwitch(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static Optional<String> data(Json manifest) {
        for (String field : List.of("data", "stringData")) {
            for (var entry : manifest.path(field).properties()) {
                if (entry.getValue().isText() && !NO_SECRETS.contains(entry.getKey())) {
                    return Optional.of("/" + field + "/" + entry.getKey());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSecretObject(Address target) {
        return target instanceof Address.InCluster object
                && object.kind().equals("Secret")
                && object.apiVersion().equals("v1");
    }
}
