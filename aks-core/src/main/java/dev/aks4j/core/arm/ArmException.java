package dev.aks4j.core.arm;

import dev.aks4j.core.internal.auth.Secrets;
import dev.aks4j.core.model.AksException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An error that Azure answered, whole: status, code, message, the AKS subcode, target, details and the request id.
 * Immutable.
 */
public class ArmException extends AksException {

    private static final long serialVersionUID = 1L;

    private final transient ArmError error;
    private final transient Optional<Duration> retryAfter;

    /**
     * Creates an exception.
     *
     * @param doing what was being done, for example {@code PUT /subscriptions/...}
     * @param error what Azure said
     */
    public ArmException(String doing, ArmError error) {
        this(doing, error, Optional.empty());
    }

    /**
     * Creates an exception.
     *
     * @param doing what was being done, for example {@code PUT /subscriptions/...}
     * @param error what Azure said
     * @param retryAfter how long Azure asked to wait
     */
    public ArmException(String doing, ArmError error, Optional<Duration> retryAfter) {
        super(doing + " failed: " + error);
        this.error = error;
        this.retryAfter = retryAfter;
    }

    /**
     * Creates an exception with a message of its own.
     *
     * @param error what Azure said
     * @param message what failed, what Azure said, and what to do
     */
    protected ArmException(ArmError error, String message) {
        super(message);
        this.error = error;
        this.retryAfter = Optional.empty();
    }

    /** Returns how long Azure asked to wait before the request is sent again, if it said so. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Returns what Azure said. */
    public ArmError error() {
        return error;
    }

    /**
     * What Azure said.
     *
     * @param status the HTTP status; 0 if the error came in the body of an operation
     * @param code Azure's code, for example {@code OperationNotAllowed}; empty if the answer had none
     * @param subcode the AKS provider's second code; empty if there is none
     * @param message Azure's text
     * @param target what the error is about; empty if not said
     * @param details further errors; what the provider calls {@code innererror} is among them
     * @param additionalInfo what else is known, for example which policy refused the request
     * @param requestId the request id; empty if not known
     */
    public record ArmError(
            int status,
            String code,
            String subcode,
            String message,
            String target,
            List<ArmError> details,
            List<AdditionalInfo> additionalInfo,
            String requestId) {

        /** Copies the lists. */
        public ArmError {
            details = List.copyOf(details);
            additionalInfo = List.copyOf(additionalInfo);
        }

        /** Makes an error of which nothing else is known. */
        public ArmError(
                int status,
                String code,
                String subcode,
                String message,
                String target,
                List<ArmError> details,
                String requestId) {
            this(status, code, subcode, message, target, details, List.of(), requestId);
        }

        /** Returns the same error with its texts, and those of its details, without these secrets. */
        public ArmError without(Collection<String> secrets) {
            return secrets.isEmpty()
                    ? this
                    : new ArmError(
                            status,
                            Secrets.without(secrets, code),
                            Secrets.without(secrets, subcode),
                            Secrets.without(secrets, message),
                            Secrets.without(secrets, target),
                            details.stream()
                                    .map(detail -> detail.without(secrets))
                                    .toList(),
                            additionalInfo.stream()
                                    .map(info -> new AdditionalInfo(
                                            Secrets.without(secrets, info.type()),
                                            Secrets.without(secrets, info.text())))
                                    .toList(),
                            requestId);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            if (status > 0) {
                text.append(status).append(' ');
            }
            text.append(code);
            if (!subcode.isEmpty()) {
                text.append(" (").append(subcode).append(')');
            }
            text.append(text.isEmpty() || text.charAt(text.length() - 1) == ' ' ? "" : ": ")
                    .append(message);
            details.forEach(
                    detail -> text.append("\n  ").append(detail.toString().replace("\n", "\n  ")));
            additionalInfo.forEach(info -> text.append("\n  ").append(info));
            if (!requestId.isEmpty()) {
                text.append(" [request ").append(requestId).append(']');
            }
            return text.toString();
        }
    }

    /**
     * What Azure adds to an error. Immutable.
     *
     * @param type Azure's name for it, for example {@code PolicyViolation}
     * @param text what it says: of a policy its name, where it is assigned, and the conditions that were not met; otherwise
     *     JSON
     */
    public record AdditionalInfo(String type, String text) {

        @Override
        public String toString() {
            return type.isEmpty() ? text : type + ": " + text;
        }
    }
}
