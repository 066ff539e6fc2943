package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.List;

/** Lends the bytes of a disk or a snapshot for a while, by a URL with a signature, and takes them back. Guarded by the simulator's lock. */
final class DiskAccess {

    private static final Duration TIME = Duration.ofSeconds(2);
    private static final List<String> LEVELS = List.of("None", "Read", "Write");

    private final Cloud cloud;

    DiskAccess(Cloud cloud) {
        this.cloud = cloud;
    }

    static boolean answers(ArmPath path) {
        return path.matches("disks", "*", "beginGetAccess")
                || path.matches("disks", "*", "endGetAccess")
                || path.matches("snapshots", "*", "beginGetAccess")
                || path.matches("snapshots", "*", "endGetAccess");
    }

    Response answer(ArmCall request) {
        if (!request.method().equals("POST")) {
            throw Arm.noSuchVerb(request);
        }
        StoredResource disk = cloud.resources()
                .find(StoredResource.class, request.path().resource())
                .orElseThrow(() -> Arm.notFound(request.path()));
        boolean begins = request.path().matches("*", "*", "beginGetAccess");
        if (begins) {
            require(request, disk);
        }
        AzureOperation operation = cloud.operations()
                .begin(
                        request,
                        begins ? "Granting access" : "Revoking access",
                        disk.id(),
                        TIME,
                        Outcome.of(() -> lent(disk, begins)));
        if (begins) {
            operation.output(AzureJson.object().put("accessSAS", url(disk)));
        } else {
            operation.output(AzureJson.object());
        }
        String region = disk.body().path("location").asText();
        return Response.empty(202)
                .with(
                        "Azure-AsyncOperation",
                        cloud.operations().statusUrl(operation, "Microsoft.Compute", region, "2025-04-01"))
                .with("Location", cloud.operations().resultUrl(operation, "Microsoft.Compute", region, "2025-04-01"))
                .with("Retry-After", "2");
    }

    private static void require(ArmCall request, StoredResource disk) {
        ObjectNode body = request.body();
        String level = AzureJson.text(body, "/access").orElse("");
        if (!LEVELS.contains(level)) {
            throw ArmError.service(
                            400,
                            "InvalidParameter",
                            "The value '" + level + "' of parameter 'access' is invalid. Supported values are: "
                                    + String.join(", ", LEVELS) + ".")
                    .target("access");
        } else if (AzureJson.number(body, "/durationInSeconds").orElse(0) < 1) {
            throw ArmError.service(400, "InvalidParameter", "Required parameter 'durationInSeconds' is missing (null).")
                    .target("durationInSeconds");
        } else if (disk.body().at("/properties/diskState").asText().equals("Attached")) {
            throw ArmError.service(
                    409,
                    "OperationNotAllowed",
                    "Access cannot be granted to resource " + disk.name() + ". Please see"
                            + " https://aka.ms/diskexport for more information: it is attached to VM "
                            + disk.body().path("managedBy").asText() + ".");
        } else if (disk.body().at("/properties/networkAccessPolicy").asText().equals("DenyAll")) {
            throw ArmError.service(
                    409, "OperationNotAllowed", "Disk " + disk.name() + " denies access from every network.");
        }
    }

    private static void lent(StoredResource disk, boolean begins) {
        ObjectNode properties = AzureJson.child(disk.body(), "properties");
        if (disk.type().equals(Disks.TYPE)
                && !properties.path("diskState").asText().equals("Attached")) {
            properties.put("diskState", begins ? "ActiveSAS" : "Unattached");
        }
    }

    private String url(StoredResource disk) {
        return "https://md-" + cloud.random().base36(12) + ".z" + cloud.random().digits(2) + ".blob.storage.azure.net/"
                + cloud.random().base36(12) + "/abcd?sv=2018-03-28&sr=b&si="
                + disk.body().at("/properties/uniqueId").asText() + "&sig="
                + cloud.random().hex(40);
    }
}
