package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.internal.arm.FailureCauses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Errors of a write that pass by themselves, and for how long it is worth trying again. A new identity or role is known
 * everywhere only minutes after Azure said that it exists; a resource stays in use for a while after its user was removed.
 *
 * @param code Azure's code, or the word by which a wrapped error is known
 * @param after the write that must have gone before in the same run for the error to be expected
 * @param atMost how long to try again, counted from the first such error of a step
 */
public record Retry(String code, Cause after, Duration atMost) {

    /** What can make an error pass by itself. */
    enum Cause {
        /** Nothing need have gone before. */
        ANY,
        /** A role was assigned earlier in this run. */
        ROLE_ASSIGNMENT,
        /** Something was removed earlier in this run. */
        REMOVAL
    }

    private static final Duration PROPAGATION = Duration.ofMinutes(15);
    private static final Duration RELEASE = Duration.ofMinutes(10);

    private static final List<Retry> KNOWN = List.of(
            new Retry("PrincipalNotFound", Cause.ANY, PROPAGATION),
            new Retry("LinkedAuthorizationFailed", Cause.ROLE_ASSIGNMENT, PROPAGATION),
            new Retry("AuthorizationFailed", Cause.ROLE_ASSIGNMENT, PROPAGATION),
            new Retry("CustomKubeletIdentityMissingPermissionError", Cause.ROLE_ASSIGNMENT, PROPAGATION),
            new Retry("CustomPrivateDNSZoneMissingPermissionError", Cause.ROLE_ASSIGNMENT, PROPAGATION),
            new Retry("ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity", Cause.ANY, RELEASE),
            new Retry("VirtualNetworkNotInSucceededState", Cause.ANY, RELEASE),
            new Retry("InUseSubnetCannotBeDeleted", Cause.REMOVAL, RELEASE),
            new Retry("InUseNetworkSecurityGroupCannotBeDeleted", Cause.REMOVAL, RELEASE),
            new Retry("InUseRouteTableCannotBeDeleted", Cause.REMOVAL, RELEASE),
            new Retry("PublicIPAddressCannotBeDeleted", Cause.REMOVAL, RELEASE));

    /** Returns how an error of a write may be retried, if it may. */
    static Optional<Retry> of(ArmError error, boolean roleAssigned, boolean removed) {
        return KNOWN.stream()
                .filter(retry -> FailureCauses.mentions(error, retry.code) || FailureCauses.says(error, retry.code))
                .filter(retry -> retry.after == Cause.ANY
                        || (retry.after == Cause.ROLE_ASSIGNMENT && roleAssigned)
                        || (retry.after == Cause.REMOVAL && removed))
                .findFirst();
    }

    /** Returns how long to wait before a repetition: 5, 10, 20, then 30 seconds. */
    static Duration pause(int repetition) {
        return Duration.ofSeconds(Math.min(30, 5L << Math.min(repetition, 3)));
    }
}
