package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.internal.arm.ArmErrors;
import dev.aks4j.core.model.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads states, times and errors from the documents of operations and resources. A state is terminal or it is not. */
public final class States {

    static final String SUCCEEDED = "Succeeded";

    private States() {}

    /** The resource's provisioningState; Succeeded if it has none. */
    static String provisioning(Json resource) {
        String state =
                resource.path("properties").path("provisioningState").asText("").strip();
        return state.isEmpty() ? SUCCEEDED : state;
    }

    /** The operation's status, whatever else its body says; empty if it has none. */
    static String status(Json operation) {
        String status = operation.path("status").asText("").strip();
        return status.isEmpty()
                ? operation
                        .path("properties")
                        .path("provisioningState")
                        .asText("")
                        .strip()
                : status;
    }

    static boolean isTerminal(String state) {
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "succeeded", "failed", "canceled", "cancelled" -> true;
            default -> false;
        };
    }

    static boolean isSuccess(String state) {
        return state.equalsIgnoreCase(SUCCEEDED);
    }

    /** When the operation ended, by Azure's clock; empty if it does not say so. */
    static Optional<Instant> ended(Json operation) {
        return instant(operation, "endTime");
    }

    /** How long the operation took, by Azure's clock; empty if it does not say so. */
    static Optional<Duration> took(Json operation) {
        return instant(operation, "startTime")
                .flatMap(from -> ended(operation).map(to -> Duration.between(from, to)))
                .filter(length -> !length.isNegative());
    }

    /** Returns a time that a document tells; empty if it tells none. */
    public static Optional<Instant> instant(Json operation, String field) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(operation.path(field).asText()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static ArmError operationError(Json operation, String state, String requestId) {
        Json error = operation.path("error").isObject()
                ? operation.path("error")
                : operation.path("properties").path("error");
        return error.isObject() ? ArmErrors.of(0, error, requestId) : silent("operation", state, requestId);
    }

    static ArmError resourceError(Json resource, String state, String requestId) {
        Json properties = resource.path("properties");
        for (Json error : List.of(
                properties.path("provisioningError"),
                properties.path("status").path("provisioningError"),
                properties.path("error"))) {
            if (error.isObject() && !error.isEmpty()) {
                return ArmErrors.of(0, error, requestId);
            }
        }
        return silent("resource", state, requestId);
    }

    private static ArmError silent(String what, String state, String requestId) {
        return new ArmError(
                0, state, "", "Azure says no more than that the " + what + " is " + state, "", List.of(), requestId);
    }
}
