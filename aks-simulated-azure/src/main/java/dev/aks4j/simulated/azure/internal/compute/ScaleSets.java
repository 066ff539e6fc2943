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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Scale sets as they are read, and the data disks of their machines. Guarded by the simulator's lock. */
final class ScaleSets {

    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(15);

    private final Cloud cloud;
    private final Map<String, ArrayNode> disks = new HashMap<>();

    ScaleSets(Cloud cloud) {
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
            requireRead(request);
            return Arm.json(200, set.view());
        } else if (path.matches("*", "*", "virtualMachines")) {
            return Arm.list(set.machines().stream().map(this::withDisks).toList());
        } else if (path.matches("*", "*", "instanceView")) {
            return Arm.json(200, AzureJson.object().set("virtualMachine", AzureJson.object()));
        } else if (path.matches("*", "*", "virtualMachines", "*")) {
            ObjectNode machine = machine(set, path);
            return switch (request.method()) {
                case "GET" -> Arm.json(200, withDisks(machine));
                case "PUT", "PATCH" -> attach(request, machine);
                default -> throw Arm.noSuchVerb(request);
            };
        } else if (path.matches("*", "*", "virtualMachines", "*", "instanceView")) {
            machine(set, path);
            return Arm.json(200, instanceView());
        }
        throw Arm.noSuchType(request);
    }

    private static void requireRead(ArmCall request) {
        if (!request.method().equals("GET")) {
            throw Arm.noSuchVerb(request);
        }
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
        String number = path.rest().get(3);
        return set.machines().stream()
                .filter(machine -> machine.path("instanceId").asText().equals(number))
                .findFirst()
                .orElseThrow(
                        () -> ArmError.service(404, "NotFound", "The entity was not found in this Azure location."));
    }

    private ObjectNode withDisks(ObjectNode machine) {
        ArrayNode attached = disks.get(key(machine));
        if (attached != null) {
            AzureJson.child(AzureJson.child(machine, "properties"), "storageProfile")
                    .set("dataDisks", attached.deepCopy());
        }
        return machine;
    }

    private static String key(ObjectNode machine) {
        return machine.path("id").asText().toLowerCase(Locale.ROOT);
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

    private Response attach(ArmCall request, ObjectNode machine) {
        ArrayNode wanted = AzureJson.array();
        for (ObjectNode disk : PlainResources.objects(request.body().at("/properties/storageProfile/dataDisks"))) {
            if (!AzureJson.flag(disk, "/toBeDetached")) {
                wanted.add(disk.deepCopy());
            }
        }
        require(machine, wanted);
        ArrayNode before = disks.getOrDefault(key(machine), AzureJson.array());
        String vm = machine.path("id").asText();
        AzureOperation operation = cloud.operations()
                .begin(request, "Updating", vm, cloud.random().between(SHORT, LONG), Outcome.of(() -> {
                    before.forEach(disk -> owner(disk, Optional.empty()));
                    wanted.forEach(disk -> owner(disk, Optional.of(vm)));
                    disks.put(key(machine), wanted);
                }));
        String region = machine.path("location").asText();
        return Arm.json(202, withDisks(machine))
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
            String owner = disk.body().path("managedBy").asText();
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
