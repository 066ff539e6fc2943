package dev.aks4j.core.internal.auth;

import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import com.microsoft.aad.msal4jextensions.PersistenceSettings;
import com.microsoft.aad.msal4jextensions.PersistenceTokenCacheAccessAspect;
import dev.aks4j.core.auth.CredentialException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** The token cache of Azure's own library, which a program may have left out. */
public final class SystemTokenCache {

    private SystemTokenCache() {}

    /**
     * Opens the cache of a name in a folder.
     *
     * @param unprotected whether Linux keeps it in a plain file
     */
    public static ITokenCacheAccessAspect open(String name, Path folder, boolean unprotected) {
        try {
            return Opened.open(name, folder, unprotected);
        } catch (NoClassDefFoundError missing) {
            throw missing(name, missing);
        }
    }

    /** The library's release 1.3.0 uses a class of Nimbus that msal4j brought once and brings no more. */
    private static CredentialException missing(String name, NoClassDefFoundError missing) {
        return new CredentialException(
                "The token cache \"" + name + "\" needs com.microsoft.azure:msal4j-persistence-extension and"
                        + " com.nimbusds:nimbus-jose-jwt on the class path (not found: " + missing.getMessage()
                        + "); add the dependencies, or use TokenCache.of(...).",
                missing);
    }

    /** What names classes of the library, and is loaded with it alone. Native code tells of its troubles by errors too. */
    private static final class Opened implements ITokenCacheAccessAspect {

        private final String name;
        private final PersistenceTokenCacheAccessAspect kept;

        private Opened(String name, PersistenceTokenCacheAccessAspect kept) {
            this.name = name;
            this.kept = kept;
        }

        static ITokenCacheAccessAspect open(String name, Path folder, boolean unprotected) {
            PersistenceSettings.Builder settings =
                    PersistenceSettings.builder(file(name), folder).setMacKeychain("aks4j", name);
            if (unprotected) {
                settings.setLinuxUseUnprotectedFileAsCacheStorage(true);
            } else {
                settings.setLinuxKeyring(
                        "default",
                        "dev.aks4j.tokens",
                        "aks4j token cache " + name,
                        "application",
                        "aks4j",
                        "name",
                        name);
            }
            try {
                ownersAlone(folder);
                return new Opened(name, new PersistenceTokenCacheAccessAspect(settings.build()));
            } catch (IOException | RuntimeException | Error e) {
                throw unusable(name, e);
            }
        }

        private static String file(String name) {
            return "msal-" + name + ".cache";
        }

        /** The library writes its file anew, so it is the folder that keeps others out. */
        private static void ownersAlone(Path folder) throws IOException {
            Files.createDirectories(folder);
            if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }

        private static CredentialException unusable(String name, Throwable why) {
            if (why instanceof VirtualMachineError fatal) {
                throw fatal;
            } else if (why instanceof NoClassDefFoundError missing) {
                return missing(name, missing);
            }
            return new CredentialException(
                    "The token cache \"" + name + "\" cannot be used, because the system protects nothing here: "
                            + why.getMessage()
                            + ". Sign in within a desktop session, use TokenCache.of(...) with a store of yours, or accept"
                            + " the risk with TokenCache.unprotectedFile(...).",
                    why);
        }

        @Override
        public void beforeCacheAccess(ITokenCacheAccessContext context) {
            try {
                kept.beforeCacheAccess(context);
            } catch (RuntimeException | Error e) {
                throw unusable(name, e);
            }
        }

        @Override
        public void afterCacheAccess(ITokenCacheAccessContext context) {
            try {
                kept.afterCacheAccess(context);
            } catch (RuntimeException | Error e) {
                throw unusable(name, e);
            }
        }
    }
}
