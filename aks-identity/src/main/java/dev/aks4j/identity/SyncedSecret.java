package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A Kubernetes secret that the driver keeps equal to files of a secret provider class. It exists while a pod mounts the class.
 * Immutable and thread-safe.
 *
 * <pre>{@code SyncedSecret.of("db").data("password", "database-password") }</pre>
 */
public final class SyncedSecret {

    private final String name;
    private final String type;
    private final Map<String, String> labels;
    private final Map<String, String> data;

    private SyncedSecret(String name, String type, Map<String, String> labels, Map<String, String> data) {
        this.name = Objects.requireNonNull(name);
        this.type = Objects.requireNonNull(type);
        this.labels = new LinkedHashMap<>(labels);
        this.data = new LinkedHashMap<>(data);
    }

    /** Returns a secret of type Opaque without data. */
    public static SyncedSecret of(String name) {
        return new SyncedSecret(name, "Opaque", Map.of(), Map.of());
    }

    /** Returns a copy of another type, for example {@code kubernetes.io/tls}. */
    public SyncedSecret type(String text) {
        return new SyncedSecret(name, text, labels, data);
    }

    /** Returns a copy with a label. */
    public SyncedSecret label(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(key, value);
        return new SyncedSecret(name, type, more, data);
    }

    /**
     * Returns a copy with one more entry.
     *
     * @param key the key in the secret
     * @param file the file whose content it gets, as {@link VaultObject#files} names it
     */
    public SyncedSecret data(String key, String file) {
        Map<String, String> more = new LinkedHashMap<>(data);
        more.put(key, file);
        return new SyncedSecret(name, type, labels, more);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the files by key. */
    public Map<String, String> data() {
        return Map.copyOf(data);
    }

    Json toJson() {
        Json.ObjectBuilder json = Json.object().put("secretName", name).put("type", type);
        if (!labels.isEmpty()) {
            Json.ObjectBuilder all = json.putObject("labels");
            labels.forEach(all::put);
        }
        Json.ArrayBuilder entries = json.putArray("data");
        data.forEach((key, file) -> entries.addObject().put("objectName", file).put("key", key));
        return json.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SyncedSecret secret && toJson().equals(secret.toJson());
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "secret " + name;
    }
}
