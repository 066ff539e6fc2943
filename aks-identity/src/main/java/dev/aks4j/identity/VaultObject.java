package dev.aks4j.identity;

import java.util.Objects;
import java.util.Optional;

/**
 * One object of a key vault that pods see as a file. Immutable and thread-safe.
 *
 * @param type what it is: {@code secret}, {@code key} or {@code cert}; a certificate with its private key is a secret
 * @param name its name in the vault
 * @param alias the name of the file, if it is another
 * @param version the version, if it is not always the newest
 */
public record VaultObject(String type, String name, Optional<String> alias, Optional<String> version) {

    /** Checks that nothing is missing. */
    public VaultObject {
        Objects.requireNonNull(type);
        Objects.requireNonNull(name);
        Objects.requireNonNull(alias);
        Objects.requireNonNull(version);
    }

    /** Returns the newest version of a secret, in a file of its name. */
    public static VaultObject secret(String name) {
        return new VaultObject("secret", name, Optional.empty(), Optional.empty());
    }

    /** Returns the newest version of a key's public part, in a file of its name. */
    public static VaultObject key(String name) {
        return new VaultObject("key", name, Optional.empty(), Optional.empty());
    }

    /** Returns the newest version of a certificate without its private key, in a file of its name. */
    public static VaultObject certificate(String name) {
        return new VaultObject("cert", name, Optional.empty(), Optional.empty());
    }

    /** Returns a copy in a file of another name. */
    public VaultObject inFile(String file) {
        return new VaultObject(type, name, Optional.of(file), version);
    }

    /** Returns a copy that stays at one version; it is then not rotated. */
    public VaultObject at(String fixed) {
        return new VaultObject(type, name, alias, Optional.of(fixed));
    }

    /** Returns the name of the file. */
    public String file() {
        return alias.orElse(name);
    }

    /** Returns the object as the driver's parameter wants it: YAML in a text, in a list of texts. */
    String yaml() {
        return "  - |\n    objectName: " + name + "\n    objectType: " + type + "\n    objectAlias: \""
                + alias.orElse("") + "\"\n    objectVersion: \"" + version.orElse("") + "\"\n";
    }
}
