package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.Locale;

/** Management locks: what is locked is not deleted, or not written at all. Guarded by the simulator's lock. */
final class Locks {

    static final String TYPE = "Microsoft.Authorization/locks";

    private final Cloud cloud;

    Locks(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Refuses a request that a lock on its resource, or on something above or below it, forbids. */
    void require(ArmCall request) {
        String method = request.method();
        boolean lockItself = request.path().types().toLowerCase(Locale.ROOT).equals("locks");
        if (lockItself || method.equals("GET") || method.equals("HEAD")) {
            return;
        }
        boolean delete = method.equals("DELETE");
        String target = request.path().resource();
        for (StoredResource lock : cloud.resources().below(StoredResource.class, cloud.subscriptionScope())) {
            if (!lock.type().equals(TYPE)) {
                continue;
            }
            boolean readOnly = lock.body().at("/properties/level").asText().equalsIgnoreCase("ReadOnly");
            String scope = scope(lock);
            boolean above = Resources.same(target, scope) || Resources.isBelow(target, scope);
            boolean below = delete && Resources.isBelow(scope, target);
            if ((delete || readOnly) && (above || below)) {
                throw ArmError.gateway(
                        409,
                        "ScopeLocked",
                        "The scope '" + target + "' cannot perform " + (delete ? "delete" : "write")
                                + " operation because following scope(s) are locked: '" + scope
                                + "'. Please remove the lock and try again.");
            }
        }
    }

    private static String scope(StoredResource lock) {
        return lock.id().replaceAll("(?i)/providers/Microsoft\\.Authorization/locks/[^/]+$", "");
    }
}
