package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.containerservice.Versions.Version;
import java.util.Optional;

/** Which patch a pool's version means. */
final class PoolVersions {

    private PoolVersions() {}

    /**
     * Returns the complete version that a pool would have.
     *
     * @param asked the pool's orchestratorVersion, complete or not
     * @param current the version it has, if there is a pool
     * @param controlPlane the complete version of the control plane
     */
    static String resolve(String asked, Optional<String> current, String controlPlane) {
        Version wanted = Versions.parse(asked).orElseThrow();
        if (wanted.patch() >= 0) {
            return wanted.toString();
        }
        Optional<Version> have = current.flatMap(Versions::parse).filter(v -> v.minor() == wanted.minor());
        if (have.isPresent()) {
            return have.get().toString();
        }
        Optional<Version> plane = Versions.parse(controlPlane).filter(v -> v.minor() == wanted.minor());
        return plane.or(() -> Versions.resolve(asked)).orElse(wanted).toString();
    }
}
