package dev.aks4j.core.model;

/**
 * The answer that Azure would give to a wrong request, which a {@link Rule} prevents. Immutable.
 *
 * @param status the HTTP status; 0 if the request is accepted and the operation fails later; -1 if something else happens,
 *     for which there is no request that fails
 * @param code Azure's error code, for example {@code InvalidParameter}; with -1 what happens, in a sentence
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

    /**
     * Returns what happens where no request of ours fails, in a sentence without its full stop: what somebody else answers
     * later, such as a storage driver, or that nobody ever says anything.
     */
    public static AzureError happens(String sentence) {
        return new AzureError(-1, sentence);
    }

    @Override
    public String toString() {
        if (status < 0) {
            return code;
        }
        return status == 0
                ? "Azure would accept it and fail later with " + code
                : "Azure would answer " + status + " " + code;
    }
}
