package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.List;

/**
 * The answer to the read of a resource. One that holds no resource, as something between us and Azure may answer, says
 * neither that it is there nor how it is: taken for one, it would be a resource without our mark and without settings.
 */
public final class ResourceAnswer {

    private ResourceAnswer() {}

    /** Returns whether an answer holds a resource. */
    public static boolean holds(ArmResponse response) {
        return response.body().has("id") || response.body().has("properties");
    }

    /**
     * Returns the resource.
     *
     * @throws ArmException if the answer holds none
     */
    public static Json of(ResourceId id, ArmResponse response) {
        if (holds(response)) {
            return response.body();
        }
        throw unusable("reading " + id, "the answer holds no resource", response);
    }

    /** Returns the failure of an answer that does not hold what was asked for. */
    public static ArmException unusable(String doing, String why, ArmResponse response) {
        return new ArmException(
                doing, new ArmError(response.status(), "", "", why, "", List.of(), response.requestId()));
    }
}
