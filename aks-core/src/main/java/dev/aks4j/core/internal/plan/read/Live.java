package dev.aks4j.core.internal.plan.read;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.arm.ResourceAnswer;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * An Azure resource as it was read.
 *
 * @param document its document; a missing node if it does not exist
 * @param etag its entity tag, if Azure gave one: clusters have it beside their properties, node pools among them
 */
public record Live(Json document, Optional<String> etag) {

    /** A resource that does not exist. */
    public static final Live ABSENT = new Live(Json.missing(), Optional.empty());

    /** Reads a resource. */
    public static CompletionStage<Live> read(ArmClient arm, ResourceId id, String apiVersion) {
        return read(arm, id, apiVersion, List.of());
    }

    /** Reads a resource that was written with these secrets, which no failure tells. */
    public static CompletionStage<Live> read(
            ArmClient arm, ResourceId id, String apiVersion, Collection<String> secrets) {
        return FailureCauses.call(() -> arm.send(ArmRequest.get(id, apiVersion).secrets(secrets)))
                .thenApply(response -> of(id, response))
                .thenCompose(live -> live.exists()
                        ? MachineCounts.told(arm, id, apiVersion, live)
                        : CompletableFuture.completedFuture(live))
                .exceptionally(failure -> {
                    if (Causes.of(failure) instanceof ArmException refused && FailureCauses.absent(refused.error())) {
                        return ABSENT;
                    }
                    throw new CompletionException(Causes.of(failure));
                });
    }

    private static Live of(ResourceId id, ArmResponse response) {
        Json body = ResourceAnswer.of(id, response);
        String inProperties = body.path("properties").path("eTag").asText("");
        Optional<String> inBody =
                Optional.of(body.path("eTag").asText(body.path("etag").asText(inProperties)));
        return new Live(body, inBody.filter(tag -> !tag.isEmpty()).or(() -> response.header("ETag")));
    }

    /** Returns whether the resource exists. */
    public boolean exists() {
        return !document.isMissing();
    }

    /** Returns the provisioning state; empty if the type has none. */
    public String state() {
        return document.path("properties").path("provisioningState").asText("");
    }

    /** Returns whether an operation is under way on the resource: its state is there and is not a final one. */
    public boolean busy() {
        return !state().isEmpty() && !is("Succeeded") && !broken();
    }

    /** Returns whether the last operation on the resource did not succeed. */
    public boolean broken() {
        return is("Failed") || is("Canceled") || is("Cancelled");
    }

    /** Returns whether the provisioning state is this one, in any case. */
    public boolean is(String state) {
        return state().equalsIgnoreCase(state);
    }
}
