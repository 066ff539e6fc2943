package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;

/** Since api-version 2024-01-01 the provider reads no body with a field that it does not know. */
final class StrictBodies {

    private StrictBodies() {}

    /** Refuses a body with such a field, in the words of the provider, its double full stop included. */
    static void require(ArmCall request, String type) {
        if (!request.method().equals("PUT")) {
            return;
        }
        ApiModel.unknownField(type, request.apiVersion(), request.body()).ifPresent(field -> {
            throw ArmError.aks(
                    400,
                    "UnmarshalError",
                    "UnmarshalEntity encountered error: json: unknown field \"" + field
                            + "\" Check that the field is in the right location, is spelled correctly, and is supported in"
                            + " the API version. Visit aka.ms/aks/apiversions for more API version information..");
        });
    }
}
