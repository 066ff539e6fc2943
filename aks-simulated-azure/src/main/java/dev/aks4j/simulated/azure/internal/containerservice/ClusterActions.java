package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What one can do to a cluster with a POST: start, stop, abort, rotate its certificates or keys. */
final class ClusterActions {

    private final Cloud cloud;
    private final ManagedClusters clusters;
    private final Lro lro;
    private final Durations durations;
    private final ClusterChanges changes;

    ClusterActions(Cloud cloud, ManagedClusters clusters, Lro lro, Durations durations) {
        this.cloud = cloud;
        this.clusters = clusters;
        this.lro = lro;
        this.durations = durations;
        this.changes = new ClusterChanges(cloud, clusters, durations);
    }

    Response stop(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        Busy.foreign(request, cluster);
        Busy.requireIdle(cluster, Optional.empty(), "Stopping");
        if (!cluster.running()) {
            throw ArmError.aks(
                    409,
                    "OperationNotAllowed",
                    "managed cluster is not currently running, stopping cannot be performed");
        }
        if (AzureJson.flag(cluster.properties(), "/hostedSystemProfile/enabled")) {
            throw ArmError.aks(
                    400, "BadRequest", "Stopping a managed cluster with managed system node pools is not supported.");
        }
        if (AzureJson.text(cluster.properties(), "/nodeProvisioningProfile/mode")
                .equals(Optional.of("Auto"))) {
            throw ArmError.aks(
                    400,
                    "BadRequest",
                    "Stopping a managed cluster with node auto provisioning enabled is not supported.");
        }
        cluster.renewEtags();
        AzureOperation operation = changes.begin(request, cluster, "Stopping", durations.stopOrStart(), () -> {
            cluster.running(false);
            cluster.settleNodes();
        });
        return lro.accepted(operation, cluster.region());
    }

    private String elapsed(ManagedCluster cluster) {
        Duration since = Duration.between(cluster.operation().orElseThrow().started(), cloud.now());
        return "%02d:%02d:%02d".formatted(since.toHours(), since.toMinutesPart(), since.toSecondsPart());
    }

    Response start(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        Busy.foreign(request, cluster);
        if (cluster.operation().isPresent()) {
            throw ArmError.aks(
                    409,
                    "OperationNotAllowed",
                    "managed cluster is in Provisioning State(" + cluster.state() + ") and Power State("
                            + (cluster.running() ? "Running" : "Stopped")
                            + "), starting cannot be performed The previous operation started at '"
                            + cluster.operation().get().started().truncatedTo(ChronoUnit.SECONDS)
                            + "' and elapsed time is: '" + elapsed(cluster) + "' (RFC3339 format)");
        }
        cluster.renewEtags();
        AzureOperation operation = changes.begin(request, cluster, "Starting", durations.stopOrStart(), () -> {
            cluster.running(true);
            cluster.settleNodes();
        });
        Remarks.onStart(operation);
        return lro.accepted(operation, cluster.region());
    }

    Response rotateCertificates(ArmCall request) {
        ManagedCluster cluster = idle(request, "RotatingClusterCertificates");
        AzureOperation operation = changes.begin(
                request,
                cluster,
                "RotatingClusterCertificates",
                durations.rotateCertificates(),
                () -> cluster.credentials().rotateCertificates(cloud.random().hex(128)));
        return lro.accepted(operation, cluster.region());
    }

    Response rotateSigningKeys(ArmCall request) {
        ManagedCluster cluster = idle(request, "RotatingServiceAccountSigningKeysInternal");
        AzureOperation operation = changes.begin(
                request,
                cluster,
                "RotatingServiceAccountSigningKeysInternal",
                durations.rotateSigningKeys(),
                () -> cluster.credentials().rotateServiceAccountKey(cloud.now()));
        return lro.accepted(operation, cluster.region());
    }

    private ManagedCluster idle(ArmCall request, String kind) {
        ManagedCluster cluster = clusters.require(request.path());
        Busy.foreign(request, cluster);
        Busy.requireIdle(cluster, Optional.empty(), kind);
        Busy.requireRunning(cluster);
        cluster.renewEtags();
        return cluster;
    }

    Response abort(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        AzureOperation running = cluster.operation().orElseThrow(ClusterActions::nothingToAbort);
        AzureOperation operation = abort(request, cloud, running, cluster, durations);
        return lro.accepted(cluster.view(), operation, cluster.region());
    }

    static ArmError nothingToAbort() {
        return ArmError.aks(
                409,
                "OperationNotAllowed",
                "There is no operation in progress that could be aborted: the last operation has already finished.");
    }

    static AzureOperation abort(
            ArmCall request, Cloud cloud, AzureOperation running, ManagedCluster cluster, Durations durations) {
        running.canceling();
        return cloud.operations()
                .begin(
                        request,
                        "Canceling",
                        cluster.id(),
                        durations.abort(),
                        Outcome.of(() -> running.cancel(cloud.now())));
    }
}
