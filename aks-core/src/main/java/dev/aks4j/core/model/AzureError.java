package dev.aks4j.core.model;

/**
 * The answer that Azure would give to a wrong request, which a {@link Rule} prevents. Immutable.
 *
 * @param status the HTTP status; 0 if the request is accepted and the operation fails later
 * @param code Azure's error code, for example {@code InvalidParameter}
 */
public record AzureError(int status, String code) {

    /** Returns an error that is answered at once. */
    public static AzureError answered(int status, String code) {
        return new AzureError(status, code);
    }

    /** Returns an error with which an accepted operation fails later. */
    public static AzureError later(String code) {
        return new AzureError(0, code);
    }

    @Override
    public String toString() {
        return status == 0
                ? "Azure would accept it and fail later with " + code
                : "Azure would answer " + status + " " + code;
    }
}
