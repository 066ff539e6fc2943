package dev.aks4j.core.auth;

import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import dev.aks4j.core.internal.auth.SystemTokenCache;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Where the sign-in of a person outlives the process: what renews it is kept there, so that the next process of the same
 * user signs in without asking them, and processes that run side by side share it. What it holds is as good as a password
 * for as long as Entra ID lets the sign-in live; so there is no plain file unless a program asks for one by name. Needed
 * with {@link AksCredential#deviceCode(String, java.util.function.Consumer, TokenCache)} and {@link
 * AksCredential#interactive(String, TokenCache)} only: applications have their proof at hand, and identities of machines
 * theirs. Nothing is opened before the first sign-in. Immutable and thread-safe.
 *
 * <pre>{@code
 * AksCredential user = AksCredential.deviceCode(tenant, System.out::println, TokenCache.ofSystem("shop-deployer"));
 * }</pre>
 */
public final class TokenCache {

    private final String description;
    private final Supplier<ITokenCacheAccessAspect> aspect;

    private TokenCache(String description, Supplier<ITokenCacheAccessAspect> aspect) {
        this.description = description;
        this.aspect = aspect;
    }

    /**
     * Returns the cache that the operating system protects for the user who runs the process: a file encrypted for them by
     * DPAPI on Windows, the login keychain on macOS, and the Secret Service (libsecret: GNOME Keyring, KWallet) on Linux.
     * The file itself, or on macOS and Linux an empty one that tells of changes, is in {@code ~/.aks4j}. It is kept by {@code
     * com.microsoft.azure:msal4j-persistence-extension}, which brings JNA, with {@code com.nimbusds:nimbus-jose-jwt}; a program
     * adds both itself.
     *
     * @param name tells programs of one user apart, 1 to 64 letters, digits, hyphens and underscores
     * @throws CredentialException if the name has another form; the first sign-in throws it if the library is not there or
     *     the system protects nothing, as on Linux without a session's keyring
     */
    public static TokenCache ofSystem(String name) {
        return ofSystem(name, Path.of(System.getProperty("user.home"), ".aks4j"));
    }

    static TokenCache ofSystem(String name, Path folder) {
        return new TokenCache(
                "the system's protected cache " + named(name), () -> SystemTokenCache.open(name, folder, false));
    }

    /**
     * Returns a cache in a plain file, for machines without anything that protects it: whoever reads the file can sign in as
     * the user. The folder is made its owner's alone where the file system knows that, so give it one of its own. By the same
     * library as {@link #ofSystem}; on Windows and macOS the system protects it all the same.
     *
     * @param name as for {@link #ofSystem}
     * @param folder where the file is and nothing else, which is made if it is not there
     */
    public static TokenCache unprotectedFile(String name, Path folder) {
        Objects.requireNonNull(folder, "folder");
        return new TokenCache(
                "the unprotected cache " + named(name) + " in " + folder,
                () -> SystemTokenCache.open(name, folder, true));
    }

    /**
     * Returns a cache of the program's own, for example an encrypted column of a database.
     *
     * @param aspect is called before and after each use of msal4j's cache, from several threads
     */
    public static TokenCache of(ITokenCacheAccessAspect aspect) {
        Objects.requireNonNull(aspect, "aspect");
        return new TokenCache("a cache of the program's own", () -> aspect);
    }

    private static String named(String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new CredentialException("A token cache cannot be called \"" + name
                    + "\"; use 1 to 64 letters, digits, hyphens and underscores.");
        }
        return name;
    }

    Supplier<ITokenCacheAccessAspect> aspect() {
        return aspect;
    }

    /** Returns which cache this is; nothing that is in it. */
    @Override
    public String toString() {
        return description;
    }
}
