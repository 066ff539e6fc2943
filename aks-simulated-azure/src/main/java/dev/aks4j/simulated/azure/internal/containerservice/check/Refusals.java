package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** The refusals that several checks share. */
final class Refusals {

    private Refusals() {}

    static Optional<ArmError> invalidParameter(String parameter, String details) {
        return Optional.of(ArmError.aks(
                        400,
                        "InvalidParameter",
                        "The value of parameter " + parameter + " is invalid. Error details: " + details
                                + ". Please see https://aka.ms/aks-naming-rules for more details.")
                .target(parameter));
    }

    static Optional<ArmError> propertyChange(String property) {
        return Optional.of(
                ArmError.aks(400, "PropertyChangeNotAllowed", "Changing property '" + property + "' is not allowed.")
                        .target(property));
    }

    static Optional<ArmError> badRequest(String target, String message) {
        return Optional.of(ArmError.aks(400, "BadRequest", message).target(target));
    }

    static Optional<ArmError> code(String code, String target, String message) {
        return Optional.of(ArmError.aks(400, code, message).target(target));
    }

    static Optional<ArmError> none() {
        return Optional.empty();
    }
}
