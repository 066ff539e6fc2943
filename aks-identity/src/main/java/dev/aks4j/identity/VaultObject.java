package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One object of a key vault that pods see as a file, or as several. A certificate with its private key is a secret. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * VaultObject.secret("signing").pfx().encoding("base64").permission("0400").inFile("keys/signing.pfx")
 * }</pre>
 */
public final class VaultObject {

    private final String type;
    private final String name;
    private final Optional<String> alias;
    private final Optional<String> version;
    private final Optional<String> format;
    private final Optional<String> encoding;
    private final Optional<String> permission;
    private final int history;

    private VaultObject(
            String type,
            String name,
            Optional<String> alias,
            Optional<String> version,
            Optional<String> format,
            Optional<String> encoding,
            Optional<String> permission,
            int history) {
        this.type = Objects.requireNonNull(type);
        this.name = Objects.requireNonNull(name);
        this.alias = alias;
        this.version = version;
        this.format = format;
        this.encoding = encoding;
        this.permission = permission;
        this.history = history;
    }

    static VaultObject of(String type, String name) {
        Optional<String> none = Optional.empty();
        return new VaultObject(type, name, none, none, none, none, none, 0);
    }

    /** Returns the newest version of a secret, in a file of its name. */
    public static VaultObject secret(String name) {
        return of("secret", name);
    }

    /** Returns the newest version of a key's public part, in a file of its name. */
    public static VaultObject key(String name) {
        return of("key", name);
    }

    /** Returns the newest version of a certificate without its private key, in a file of its name. */
    public static VaultObject certificate(String name) {
        return of("cert", name);
    }

    /** Returns a copy in a file of another name; slashes make folders. */
    public VaultObject inFile(String file) {
        return new VaultObject(type, name, Optional.of(file), version, format, encoding, permission, history);
    }

    /** Returns a copy that stays at one version; it is then not rotated. */
    public VaultObject at(String fixed) {
        return new VaultObject(type, name, alias, Optional.of(fixed), format, encoding, permission, history);
    }

    /** Returns a copy of a secret that is a certificate with its key, as PFX: the file then has the binary form. */
    public VaultObject pfx() {
        return new VaultObject(type, name, alias, version, Optional.of("pfx"), encoding, permission, history);
    }

    /** Returns a copy of a secret that is a certificate with its key, as PEM, which is the default. */
    public VaultObject pem() {
        return new VaultObject(type, name, alias, version, Optional.of("pem"), encoding, permission, history);
    }

    /** Returns a copy of a secret whose text is decoded: {@code utf-8} (the default), {@code hex} or {@code base64}. */
    public VaultObject encoding(String text) {
        return new VaultObject(type, name, alias, version, format, Optional.of(text), permission, history);
    }

    /** Returns a copy whose file has these rights, as an octal number. Default: {@code 0644}. */
    public VaultObject permission(String octal) {
        return new VaultObject(type, name, alias, version, format, encoding, Optional.of(octal), history);
    }

    /**
     * Returns a copy with earlier versions: the file becomes a folder with the newest version in {@code 0}, the one before in
     * {@code 1}, and so on. From 2 on the driver writes one more than asked for; 0 and 1 make the one file.
     */
    public VaultObject versions(int count) {
        return new VaultObject(type, name, alias, version, format, encoding, permission, count);
    }

    /** Returns what it is: {@code secret}, {@code key} or {@code cert}. */
    public String type() {
        return type;
    }

    /** Returns its name in the vault. */
    public String name() {
        return name;
    }

    /** Returns the version, if it is not always the newest. */
    public Optional<String> version() {
        return version;
    }

    /** Returns the name of the file, or of the folder with its versions. */
    public String file() {
        return alias.orElse(name);
    }

    /** Returns every file that the driver writes. */
    public List<String> files() {
        if (history < 2) {
            return List.of(file());
        }
        List<String> files = new ArrayList<>();
        for (int i = 0; i <= history; i++) {
            files.add(file() + "/" + i);
        }
        return files;
    }

    Optional<String> format() {
        return format;
    }

    Optional<String> encoding() {
        return encoding;
    }

    Optional<String> permission() {
        return permission;
    }

    int history() {
        return history;
    }

    /**
     * Returns the object as the driver's parameter wants it: YAML in a text, in a list of texts. Values are quoted, so that a
     * secret called {@code null} or {@code 1e3} keeps its name.
     */
    String yaml() {
        StringBuilder yaml = new StringBuilder("  - |\n");
        line(yaml, "objectName", Optional.of(name));
        line(yaml, "objectType", Optional.of(type));
        line(yaml, "objectAlias", alias);
        line(yaml, "objectVersion", version);
        line(yaml, "objectFormat", format);
        line(yaml, "objectEncoding", encoding);
        line(yaml, "filePermission", permission);
        if (history > 0) {
            yaml.append("    objectVersionHistory: ").append(history).append('\n');
        }
        return yaml.toString();
    }

    private static void line(StringBuilder yaml, String key, Optional<String> value) {
        value.ifPresent(text -> yaml.append("    ")
                .append(key)
                .append(": ")
                .append(Json.of(text))
                .append('\n'));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VaultObject object && yaml().equals(object.yaml());
    }

    @Override
    public int hashCode() {
        return yaml().hashCode();
    }

    @Override
    public String toString() {
        return type + " " + name;
    }
}
