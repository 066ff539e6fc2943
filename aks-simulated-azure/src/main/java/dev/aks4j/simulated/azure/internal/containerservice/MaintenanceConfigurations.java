package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Maintenance configurations: all verbs are synchronous, and a creation answers 200. */
final class MaintenanceConfigurations {

    private static final String TYPE = "Microsoft.ContainerService/managedClusters/maintenanceConfigurations";
    private static final List<String> NAMES =
            List.of("default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule");

    private final Cloud cloud;
    private final ManagedClusters clusters;

    MaintenanceConfigurations(Cloud cloud, ManagedClusters clusters) {
        this.cloud = cloud;
        this.clusters = clusters;
    }

    Response list(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        return Lro.json(
                200,
                Arm.listBody(cloud.resources().below(StoredResource.class, cluster.id()).stream()
                        .filter(each -> each.type().equals(TYPE))
                        .map(StoredResource::view)
                        .toList()));
    }

    Response answer(ArmCall request) {
        clusters.require(request.path());
        Optional<StoredResource> existing =
                cloud.resources().find(StoredResource.class, request.path().resource());
        return switch (request.method()) {
            case "PUT" -> put(request);
            case "GET" ->
                Lro.json(
                        200,
                        existing.orElseThrow(() -> Arm.notFound(request.path())).view());
            case "DELETE" -> {
                cloud.resources().remove(request.path().resource());
                yield Response.empty(existing.isPresent() ? 200 : 204);
            }
            default -> throw Arm.noSuchVerb(request);
        };
    }

    /** The day from which a schedule holds is that of the write, unless it is given; none that is past is taken. */
    private void startDate(ObjectNode properties, boolean exists) {
        if (!(properties.path("maintenanceWindow") instanceof ObjectNode window)) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(cloud.now(), ZoneOffset.UTC);
        Optional<LocalDate> given = AzureJson.text(window, "/startDate").map(LocalDate::parse);
        if (exists && given.filter(day -> day.isBefore(today)).isPresent()) {
            throw ArmError.aks(
                            400,
                            "InvalidParameter",
                            "The value of parameter maintenanceWindow.startDate is invalid. Error details: startDate '"
                                    + given.get() + "' is in the past; today is " + today + ".")
                    .target("maintenanceWindow.startDate");
        }
        window.put("startDate", given.orElse(today).toString());
    }

    private boolean existing(ArmCall request) {
        return cloud.resources()
                .find(StoredResource.class, request.path().resource())
                .isPresent();
    }

    /** Times come back without the zeros that they were sent with. */
    private static void shorten(ObjectNode span) {
        for (String end : List.of("start", "end")) {
            AzureJson.text(span, "/" + end)
                    .filter(text -> text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.0+Z"))
                    .ifPresent(text -> span.put(end, text.replaceFirst("\\.0+Z$", "Z")));
        }
    }

    private Response put(ArmCall request) {
        String name = request.path().rest().get(3);
        if (NAMES.stream().noneMatch(name::equalsIgnoreCase)) {
            throw ArmError.aks(
                            400,
                            "InvalidParameter",
                            "The value of parameter configName is invalid. Error details: maintenance configuration"
                                    + " name '" + name + "' is not one of " + String.join(", ", NAMES) + ".")
                    .target("configName");
        }
        String id = cloud.subscriptionScope() + "/resourceGroups/"
                + request.path().group().orElseThrow()
                + "/providers/Microsoft.ContainerService/managedClusters/"
                + request.path().rest().get(1) + "/maintenanceConfigurations/" + name;
        ObjectNode properties = AzureJson.child(request.body(), "properties").deepCopy();
        if (properties.path("notAllowedTime").isArray()
                && properties.path("notAllowedTime").isEmpty()) {
            properties.remove("notAllowedTime");
        }
        properties.path("notAllowedTime").forEach(span -> shorten((ObjectNode) span));
        MaintenanceWindow.check(properties, name);
        startDate(properties, existing(request));
        ObjectNode body = AzureJson.object().put("id", id).put("name", name).set("properties", properties);
        cloud.resources().put(new StoredResource(id, TYPE, body));
        return Lro.json(200, body);
    }
}
