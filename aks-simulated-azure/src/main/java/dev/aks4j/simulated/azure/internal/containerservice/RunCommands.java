package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.command.CommandAnswer;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Commands in clusters. They are no long-running operations: the answer carries only a {@code Location}, under which the
 * result is 202 while the command runs and 200 afterwards, whatever its exit code is.
 */
final class RunCommands {

    private final Cloud cloud;
    private final ManagedClusters clusters;
    private final Durations durations;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private BiFunction<ClusterSnapshot, String, CommandAnswer> shell = (cluster, command) -> {
        throw new IllegalStateException("No shell is there to run " + command);
    };

    /** One command. */
    private static final class Run {

        private final String cluster;
        private final String command;
        private final Instant started;
        private Optional<Instant> finished = Optional.empty();
        private Optional<CommandAnswer> result = Optional.empty();
        private Optional<String> failure = Optional.empty();

        private Run(String cluster, String command, Instant started) {
            this.cluster = cluster;
            this.command = command;
            this.started = started;
        }
    }

    RunCommands(Cloud cloud, ManagedClusters clusters, Durations durations) {
        this.cloud = cloud;
        this.clusters = clusters;
        this.durations = durations;
    }

    /** Says what carries commands out. */
    void shell(BiFunction<ClusterSnapshot, String, CommandAnswer> runner) {
        shell = runner;
    }

    Response run(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        String command = AzureJson.text(request.body(), "/command")
                .orElseThrow(() -> ArmError.aks(
                                400,
                                "InvalidParameter",
                                "The value of parameter command is invalid. Error details: a command is required.")
                        .target("command"));
        Busy.requireRunning(cluster);
        if (!cluster.settled()) {
            throw ArmError.aks(
                    409,
                    "OperationNotAllowed",
                    "Operation is not allowed: managed cluster '" + cluster.name() + "' is in provisioning state "
                            + cluster.state() + "; commands need a running API server and a node.");
        }
        String id = cloud.random().hex(32);
        Run run = new Run(cluster.id(), command, cloud.now());
        runs.put(id, run);
        double factor = request.fault(Fault.Slow.class).map(Fault.Slow::factor).orElse(1.0);
        Optional<String> failure = request.fault(Fault.FailOperation.class).map(Fault.FailOperation::message);
        Duration duration = Duration.ofMillis((long) (durations.runCommand().toMillis() * factor));
        cloud.time().after(duration, () -> finish(run, failure));
        return Response.empty(202).with("Location", location(cluster, id, request));
    }

    private void finish(Run run, Optional<String> failure) {
        Optional<ManagedCluster> cluster = clusters.find(run.cluster);
        run.finished = Optional.of(cloud.now());
        boolean reachable = cluster.filter(ManagedCluster::running).isPresent();
        run.failure =
                failure.or(() -> reachable ? Optional.empty() : Optional.of("The cluster does not run any more."));
        if (run.failure.isEmpty()) {
            run.result = Optional.of(shell.apply(ClusterSnapshots.of(cluster.orElseThrow()), run.command));
        }
    }

    private String location(ManagedCluster cluster, String id, ArmCall request) {
        return cloud.endpoints().arm() + cloud.subscriptionScope() + "/resourceGroups/" + cluster.group()
                + "/providers/Microsoft.ContainerService/managedclusters/" + cluster.name() + "/commandResults/" + id
                + "?api-version=" + request.apiVersion();
    }

    Response result(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        if (!request.path().namesResource()) {
            throw Arm.noSuchVerb(request);
        }
        String id = request.path().rest().get(3);
        Run run = Optional.ofNullable(runs.get(id))
                .filter(any -> Resources.same(any.cluster, cluster.id()))
                .orElseThrow(() -> Arm.notFound(request.path()));
        ObjectNode view = AzureJson.object().put("id", id);
        ObjectNode properties = view.putObject("properties");
        if (run.finished.isEmpty()) {
            properties.put("provisioningState", "Running");
            return Lro.json(202, view).with("Location", location(cluster, id, request));
        }
        properties.put("provisioningState", run.failure.isPresent() ? "Failed" : "Succeeded");
        run.result.ifPresent(result -> properties.put("exitCode", result.exitCode()));
        properties.put("startedAt", run.started.truncatedTo(ChronoUnit.SECONDS).toString());
        properties.put(
                "finishedAt", run.finished.get().truncatedTo(ChronoUnit.SECONDS).toString());
        run.result.ifPresent(result -> properties.put("logs", result.logs()));
        run.failure.ifPresent(reason -> properties.put("reason", reason));
        return Lro.json(200, view);
    }
}
