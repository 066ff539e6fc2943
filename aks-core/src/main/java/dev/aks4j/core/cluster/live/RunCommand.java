package dev.aks4j.core.cluster.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AksException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Runs a command inside a cluster and follows it at the one place that shows its result, the {@code Location} of the
 * answer; it has no operation of its own. Sent once: a command may have run although no answer came.
 */
final class RunCommand {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Azure azure;
    private final CompletableFuture<CommandResult> result = new CompletableFuture<>();

    private RunCommand(Azure azure) {
        this.azure = azure;
    }

    static CommandResult run(Azure azure, Cluster cluster, String command, Duration atMost) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("command", command);
        RunCommand run = new RunCommand(azure);
        ArmRequest request = ArmRequest.post(cluster.id(), "runCommand", ClusterSpec.API_VERSION, body);
        run.next(azure.arm().send(request), Optional.empty());
        return azure.await(run.result, "running a command in cluster " + cluster.name(), atMost);
    }

    private void next(CompletionStage<ArmResponse> answer, Optional<URI> before) {
        answer.whenComplete((response, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
            } else {
                look(response, before);
            }
        });
    }

    private void look(ArmResponse response, Optional<URI> before) {
        JsonNode properties = response.body().path("properties");
        Optional<URI> location = response.header("Location").map(URI::create).or(() -> before);
        if (response.status() == 200
                && !properties.path("provisioningState").asText().equals("Running")) {
            result.complete(new CommandResult(
                    properties.path("exitCode").asInt(),
                    properties.path("logs").asText(),
                    properties.path("reason").asText(""),
                    instant(properties.path("startedAt")),
                    instant(properties.path("finishedAt"))));
        } else if (location.isEmpty()) {
            result.completeExceptionally(
                    new AksException(
                            "Azure accepted the command but did not say where its result will be; look at the cluster's logs."));
        } else {
            azure.scheduler().after(PAUSE, () -> next(azure.arm().send(ArmRequest.follow(location.get())), location));
        }
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
