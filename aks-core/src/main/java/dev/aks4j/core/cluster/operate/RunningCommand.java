package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A command that was sent into a cluster. It is no long-running operation of Azure: its result is read at a place of its
 * own, for as long as Azure keeps it. The id is the way back from another process ({@link Cluster#command}). A command is
 * sent once, because it may have run although no answer came. Thread-safe.
 */
public final class RunningCommand {

    private static final List<String> ENDS = List.of("Succeeded", "Failed", "Canceled", "Cancelled");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final OperateContext azure;
    private final ResourceId cluster;
    private final String id;
    private final ArmRequest place;
    private final Optional<CommandResult> known;

    private RunningCommand(
            OperateContext azure, ResourceId cluster, String id, ArmRequest place, Optional<CommandResult> known) {
        this.azure = azure;
        this.cluster = cluster;
        this.id = id;
        this.place = place;
        this.known = known;
    }

    /** Returns a command that was sent before, perhaps by another process. */
    static RunningCommand of(OperateContext azure, ResourceId cluster, String id) {
        ArmRequest place = ArmRequest.get(cluster.child("commandResults", id), ClusterSpec.API_VERSION);
        return new RunningCommand(azure, cluster, id, place, Optional.empty());
    }

    /** Sends a command. A cluster with Entra ID takes it with a token of the caller's. */
    static RunningCommand start(OperateContext azure, Cluster cluster, Command command) {
        Json.ObjectBuilder body = Json.object().put("command", command.text());
        command.context().ifPresent(files -> body.put("context", files));
        String doing = "running a command in cluster " + cluster.name();
        List<String> secrets = new ArrayList<>();
        if (cluster.isEntra()) {
            String token = azure.await(azure.kubernetes().token(), doing, OperateContext.READ)
                    .getToken();
            body.put("clusterToken", token);
            secrets.add(token);
        }
        ArmRequest request = ArmRequest.post(cluster.id(), "runCommand", ClusterSpec.API_VERSION, body.build())
                .secrets(secrets);
        ArmResponse answer = azure.await(azure.arm().send(request), doing, OperateContext.READ);
        Optional<CommandResult> result = result(answer);
        Optional<String> location = answer.header("Location");
        if (location.isEmpty() && result.isEmpty()) {
            throw new AksException("Azure accepted the command but did not say where its result will be; look at the"
                    + " cluster's logs.");
        }
        String id = location.map(URI::create)
                .map(URI::getPath)
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .orElseGet(() -> answer.body().path("id").asText());
        ArmRequest place = location.map(ArmRequest::follow)
                .orElseGet(() -> ArmRequest.get(cluster.id().child("commandResults", id), ClusterSpec.API_VERSION));
        return new RunningCommand(azure, cluster.id(), id, place, result);
    }

    /** Returns Azure's id of the command; keep it, and another process can read the result. */
    public String id() {
        return id;
    }

    /**
     * Blocks until the command has ended.
     *
     * @param atMost how long to wait; required. Reaching it stops the waiting only
     * @return what it wrote and how it ended; an exit code other than 0 is a result too
     * @throws AksException if the time is over, or Azure does not know the command any more
     */
    public CommandResult await(Duration atMost) {
        if (known.isPresent()) {
            return known.get();
        }
        CompletableFuture<CommandResult> result = new CompletableFuture<>();
        ask(result, FIRST_PAUSE);
        try {
            return azure.scheduler().await(result, atMost);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AksException refused) {
                throw refused;
            }
            throw new AksException("Reading the result of " + this + " failed: " + Causes.of(e), Causes.of(e));
        } catch (TimeoutException e) {
            throw new AksException(this + " did not end within " + atMost.toSeconds() + " s. It goes on; read its"
                    + " result with command(\"" + id + "\") of the cluster.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException("The thread was interrupted while " + this + " ran. It goes on; read its result with"
                    + " command(\"" + id + "\") of the cluster.");
        } finally {
            result.cancel(false);
        }
    }

    /** Reads the place, and again as long as somebody waits. */
    private void ask(CompletableFuture<CommandResult> waiting, Duration pause) {
        if (waiting.isDone()) {
            return;
        }
        CompletionStage<ArmResponse> answer = azure.arm().send(place);
        answer.whenComplete((response, failure) -> {
            if (failure != null) {
                waiting.completeExceptionally(Causes.of(failure));
                return;
            }
            Optional<CommandResult> result = result(response);
            if (result.isPresent()) {
                waiting.complete(result.get());
            } else {
                Duration next = pause.multipliedBy(2);
                Duration then = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
                azure.scheduler()
                        .after(pause, () -> azure.scheduler().executor().execute(() -> ask(waiting, then)));
            }
        });
    }

    private static Optional<CommandResult> result(ArmResponse response) {
        Json properties = response.body().path("properties");
        String state = properties.path("provisioningState").asText("");
        // Whatever else a state is called: until one of these it goes on.
        boolean over = ENDS.stream().anyMatch(state::equalsIgnoreCase);
        if (response.status() != 200 || !over) {
            return Optional.empty();
        }
        Json code = properties.path("exitCode");
        return Optional.of(new CommandResult(
                state,
                code.isNumber() ? OptionalInt.of(code.asInt()) : OptionalInt.empty(),
                properties.path("logs").asText(),
                properties.path("reason").asText(""),
                instant(properties.path("startedAt")),
                instant(properties.path("finishedAt"))));
    }

    private static Optional<Instant> instant(Json node) {
        try {
            return node.isText() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns the id and the cluster, never the command. */
    @Override
    public String toString() {
        return "command " + id + " in cluster " + cluster.name();
    }
}
