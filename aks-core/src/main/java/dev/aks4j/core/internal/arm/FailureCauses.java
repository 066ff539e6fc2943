package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.arm.NoAnswerException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What failures of requests and operations mean. */
public final class FailureCauses {

    private static final List<String> UNKNOWN_PLACES = List.of(
            "SubscriptionNotFound",
            "InvalidSubscriptionId",
            "MissingSubscription",
            "InvalidResourceType",
            "InvalidResourceNamespace",
            "InvalidResourceTypeNameFormat",
            "ResourceTypeNotSupported",
            "NoRegisteredProviderFound",
            "MissingSubscriptionRegistration",
            "ProviderNotFound",
            "ResourceProviderNotFound",
            "TenantNotFound",
            "InvalidTenantId",
            "MissingApiVersionParameter",
            "InvalidApiVersionParameter");

    private FailureCauses() {}

    /** Calls for a stage; what the call itself throws becomes the stage's failure. */
    public static <T> CompletionStage<T> call(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Returns what Azure said, if the failure is an answer of Azure. */
    public static Optional<ArmError> answer(Throwable failure) {
        return failure instanceof ArmException arm ? Optional.of(arm.error()) : Optional.empty();
    }

    /**
     * Returns whether the resource does not exist. Azure answers 404 also where it cannot tell: for a subscription that it
     * does not know or that is not ours, and for a type or provider that it does not have.
     */
    public static boolean absent(ArmError error) {
        return error.status() == 404 && UNKNOWN_PLACES.stream().noneMatch(code -> mentions(error, code));
    }

    /** Returns whether Azure refused the write because the resource is no longer the one that was read. */
    public static boolean raced(ArmError error) {
        return error.status() == 412 || (error.status() == 409 && mentions(error, "EtagMismatch"));
    }

    /** Returns whether Azure refused the write because another operation is under way. */
    public static boolean busy(ArmError error) {
        if (error.status() != 409 && error.status() != 429) {
            return false;
        }
        boolean quota = error.message().toLowerCase(Locale.ROOT).contains("quota");
        return (mentions(error, "OperationNotAllowed") && !quota)
                || mentions(error, "AnotherOperationInProgress")
                || mentions(error, "OperationInProgress");
    }

    /** Returns whether an operation ended because another one took its place. */
    public static boolean preempted(ArmError error) {
        return mentions(error, "AKSOperationPreempted") || mentions(error, "AKSOperationPreemptedByDelete");
    }

    /** Returns whether nobody knows if the write was carried out. */
    public static boolean uncertain(Throwable failure) {
        return failure instanceof MaybeExecutedException
                || answer(failure)
                        // A success that does not hold what was asked for says nothing.
                        .filter(error -> error.status() == 408
                                || error.status() >= 500
                                || (error.status() >= 200 && error.status() < 300))
                        .isPresent();
    }

    /** Returns whether a request found no way to Azure, which may pass: no network, no name, nobody who listens. */
    public static boolean unreached(Throwable failure) {
        Throwable cause = failure instanceof NoAnswerException ? failure.getCause() : null;
        return failure instanceof NoAnswerException
                && (cause == null
                        || !(cause instanceof Error) && TransportFailure.of(cause) != TransportFailure.LASTING);
    }

    /** Returns whether the error or one of its details has a code. */
    public static boolean mentions(ArmError error, String code) {
        return all(error)
                .anyMatch(one ->
                        one.code().equalsIgnoreCase(code) || one.subcode().equalsIgnoreCase(code));
    }

    /** Returns whether the text of the error or of one of its details has a word, as reconcilers wrap codes in text. */
    public static boolean says(ArmError error, String word) {
        return all(error).anyMatch(one -> one.message().contains(word));
    }

    private static Stream<ArmError> all(ArmError error) {
        return Stream.concat(Stream.of(error), error.details().stream().flatMap(FailureCauses::all));
    }
}
