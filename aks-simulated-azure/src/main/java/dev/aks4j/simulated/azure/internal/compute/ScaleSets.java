package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Scale sets as they are read, and the data disks of their machines. Guarded by the simulator's lock. */
final class ScaleSets {

    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(15);

    private final Cloud cloud;
    private final PlainResources plain;

    ScaleSets(Cloud cloud, PlainResources plain) {
        this.plain = plain;
        this.cloud = cloud;
    }

    static boolean answers(ArmPath path) {
        return !path.rest().isEmpty() && path.rest().get(0).equalsIgnoreCase("virtualMachineScaleSets");
    }

    Response answer(ArmCall request) {
        ArmPath path = request.path();
        if (path.matches("virtualMachineScaleSets")) {
            return Arm.list(cloud.resources().below(ScaleSet.class, path.scope()).stream()
                    .map(ScaleSet::view)
                    .toList());
        }
        ScaleSet set = set(path);
        if (path.matches("*", "*")) {
            return switch (request.method()) {
                case "GET" -> Arm.json(200, set.view());
                case "PUT", "PATCH" -> write(request, set);
                default -> throw Arm.noSuchVerb(request);
            };
        } else if (path.matches("*", "*", "virtualMachines")) {
            return Arm.list(set.machines().stream()
                    .map(machine -> expanded(request, machine))
                    .toList());
        } else if (path.matches("*", "*", "instanceView")) {
            return Arm.json(200, AzureJson.object().set("virtualMachine", AzureJson.object()));
        } else if (path.matches("*", "*", "virtualMachines", "*")) {
            ObjectNode machine = machine(set, path);
            return switch (request.method()) {
                case "GET" -> Arm.json(200, expanded(request, machine));
                case "PUT", "PATCH" -> write(request, set, machine);
                default -> throw Arm.noSuchVerb(request);
            };
        } else if (path.matches("*", "*", "networkInterfaces")) {
            return Arm.list(set.machines().stream()
                    .map(machine -> MachineCards.card(set, machine))
                    .toList());
        } else if (path.matches("*", "*", "virtualMachines", "*", "networkInterfaces")) {
            return Arm.list(List.of(MachineCards.card(set, machine(set, path))));
        } else if (path.matches("*", "*", "virtualMachines", "*", "networkInterfaces", "*")) {
            return Arm.json(200, MachineCards.card(set, machine(set, path)));
        } else if (path.matches("*", "*", "virtualMachines", "*", "instanceView")) {
            machine(set, path);
            return Arm.json(200, instanceView());
        }
        throw Arm.noSuchType(request);
    }

    private ScaleSet set(ArmPath path) {
        String resource = path.resource();
        int at = resource.toLowerCase(Locale.ROOT).indexOf("/virtualmachinescalesets/")
                + "/virtualmachinescalesets/".length();
        int slash = resource.indexOf('/', at);
        return cloud.resources()
                .find(ScaleSet.class, slash < 0 ? resource : resource.substring(0, slash))
                .orElseThrow(() -> Arm.notFound(path));
    }

    private static ObjectNode machine(ScaleSet set, ArmPath path) {
        return set.machine(path.rest().get(3))
                .orElseThrow(
                        () -> ArmError.service(404, "NotFound", "The entity was not found in this Azure location."));
    }

    private static ObjectNode expanded(ArmCall request, ObjectNode machine) {
        if (request.query().getOrDefault("$expand", "").equalsIgnoreCase("instanceView")) {
            AzureJson.child(machine, "properties").set("instanceView", instanceView());
        }
        return machine;
    }

    private static ObjectNode instanceView() {
        ObjectNode view = AzureJson.object();
        ArrayNode statuses = view.putArray("statuses");
        statuses.addObject()
                .put("code", "ProvisioningState/succeeded")
                .put("level", "Info")
                .put("displayStatus", "Provisioning succeeded");
        statuses.addObject()
                .put("code", "PowerState/running")
                .put("level", "Info")
                .put("displayStatus", "VM running");
        return view;
    }

    /** What a write of a machine does not name stays as it is. */
    private Response write(ArmCall request, ScaleSet set, ObjectNode machine) {
        requireMatch(request, machine);
        String instance = machine.path("instanceId").asText();
        Runnable attached = () -> {};
        if (request.body().at("/properties/storageProfile/dataDisks") instanceof ArrayNode asked) {
            ArrayNode wanted = wanted(asked);
            require(machine, wanted);
            attached = () -> attach(set, machine, wanted);
        }
        Runnable joined = () -> {};
        if (request.body().at("/properties/networkProfileConfiguration/networkInterfaceConfigurations")
                instanceof ArrayNode cards) {
            MachineCards.require(cloud, cards);
            joined = () -> set.parts().cards(instance, cards);
        }
        Runnable first = attached;
        Runnable second = joined;
        return begun(request, machine, () -> {
            first.run();
            second.run();
        });
    }

    /** Of a whole scale set, a client writes the network interfaces; everything else is its owner's. */
    private Response write(ArmCall request, ScaleSet set) {
        ObjectNode view = set.view();
        requireMatch(request, view);
        if (request.body().at("/properties/virtualMachineProfile/networkProfile/networkInterfaceConfigurations")
                instanceof ArrayNode cards) {
            MachineCards.require(cloud, cards);
            return begun(request, view, () -> set.parts().cards(cards));
        }
        return begun(request, view, () -> {});
    }

    private static void requireMatch(ArmCall request, ObjectNode view) {
        request.http()
                .header("If-Match")
                .filter(tag -> !tag.equals("*") && !tag.equals(view.path("etag").asText()))
                .ifPresent(tag -> {
                    throw ArmError.service(
                            412,
                            "ConditionNotMet",
                            "The condition specified using HTTP conditional header(s) is not met. The etag of "
                                    + view.path("id").asText() + " is "
                                    + view.path("etag").asText() + ", not " + tag + ".");
                });
    }

    private static ArrayNode wanted(ArrayNode asked) {
        ArrayNode wanted = AzureJson.array();
        for (ObjectNode disk : PlainResources.objects(asked)) {
            if (!AzureJson.flag(disk, "/toBeDetached")) {
                wanted.add(disk.deepCopy());
            }
        }
        return wanted;
    }

    private void attach(ScaleSet set, ObjectNode machine, ArrayNode wanted) {
        String instance = machine.path("instanceId").asText();
        String vm = machine.path("id").asText();
        set.parts().disks(instance).forEach(disk -> owner(disk, Optional.empty()));
        wanted.forEach(disk -> owner(disk, Optional.of(vm)));
        set.parts().disks(instance, wanted);
    }

    private Response begun(ArmCall request, ObjectNode view, Runnable end) {
        String id = view.path("id").asText();
        AzureOperation operation =
                cloud.operations().begin(request, "Updating", id, cloud.random().between(SHORT, LONG), Outcome.of(end));
        String region = view.path("location").asText();
        AzureJson.child(view, "properties").put("provisioningState", "Updating");
        return Arm.json(202, view)
                .with(
                        "Azure-AsyncOperation",
                        cloud.operations().statusUrl(operation, "Microsoft.Compute", region, "2025-04-01"))
                .with("Location", cloud.operations().resultUrl(operation, "Microsoft.Compute", region, "2025-04-01"))
                .with("Retry-After", "2");
    }

    private void owner(JsonNode disk, Optional<String> vm) {
        cloud.resources()
                .find(StoredResource.class, disk.at("/managedDisk/id").asText())
                .ifPresent(found -> {
                    AzureJson.child(found.body(), "properties")
                            .put("diskState", vm.isPresent() ? "Attached" : "Unattached");
                    vm.ifPresentOrElse(
                            id -> found.body().put("managedBy", id),
                            () -> found.body().remove("managedBy"));
                });
    }

    private void require(ObjectNode machine, ArrayNode wanted) {
        String size = machine.at("/properties/hardwareProfile/vmSize").asText();
        int most = OfferedSizes.find(size).map(MachineSize::dataDisks).orElse(4);
        if (wanted.size() > most) {
            throw ArmError.service(
                    409,
                    "OperationNotAllowed",
                    "The maximum number of data disks allowed to be attached to a VM of this size is " + most + ".");
        }
        Set<Integer> luns = new HashSet<>();
        List<String> zones = AzureJson.texts(machine, "/zones");
        for (JsonNode each : wanted) {
            String id = each.at("/managedDisk/id").asText();
            StoredResource disk = cloud.resources()
                    .find(StoredResource.class, id)
                    .orElseThrow(() -> ArmError.service(404, "NotFound", "Disk " + id + " is not found."));
            String owner = plain.view(disk).path("managedBy").asText();
            boolean elsewhere = !owner.isEmpty()
                    && !Resources.same(owner, machine.path("id").asText());
            if (elsewhere && disk.body().at("/properties/maxShares").asInt(1) < 2) {
                throw ArmError.service(
                        409,
                        "ConflictingUserInput",
                        "Disk '" + id + "' cannot be attached as the disk is already owned by VM '" + owner + "'.");
            } else if (!luns.add(each.path("lun").asInt())) {
                throw ArmError.service(
                        400,
                        "InvalidParameter",
                        "A data disk already exists with lun '"
                                + each.path("lun").asInt() + "'.");
            }
            requireZone(machine, disk, zones);
            requireCaching(each, disk);
        }
    }

    private static void requireZone(ObjectNode machine, StoredResource disk, List<String> zones) {
        List<String> own = AzureJson.texts(disk.body(), "/zones");
        boolean everywhere = disk.body().at("/sku/name").asText().endsWith("_ZRS");
        if (!everywhere && !own.equals(zones)) {
            throw ArmError.service(
                    400,
                    "BadRequest",
                    "Disk " + disk.id() + " cannot be attached to the VM because it is not in zone '"
                            + String.join(",", zones) + "' of machine "
                            + machine.path("name").asText() + " but in '"
                            + String.join(",", own) + "'.");
        }
    }

    private static void requireCaching(JsonNode wanted, StoredResource disk) {
        String sku = disk.body().at("/sku/name").asText();
        String caching = wanted.path("caching").asText("None");
        boolean none = sku.startsWith("UltraSSD") || sku.startsWith("PremiumV2");
        if (none && !caching.equalsIgnoreCase("None")) {
            throw ArmError.service(
                    400,
                    "InvalidParameter",
                    "Storage Account type " + sku + " is not supported with caching type " + caching
                            + ". Please use caching type None.");
        } else if (disk.body().at("/properties/maxShares").asInt(1) > 1 && !caching.equalsIgnoreCase("None")) {
            throw ArmError.service(
                    400,
                    "BadRequest",
                    "Shared disk '" + disk.name() + "' with maxShares "
                            + disk.body().at("/properties/maxShares").asInt()
                            + " supports only Disk CachingType 'None'.");
        }
    }
}
