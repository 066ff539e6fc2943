package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.plain.ResourceShape;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Managed disks and their snapshots: sizes, SKUs, zones, sources. Guarded by the simulator's lock. */
final class Disks implements ResourceShape {

    static final String TYPE = "Microsoft.Compute/disks";

    private static final List<String> SKUS = List.of(
            "Standard_LRS",
            "StandardSSD_LRS",
            "StandardSSD_ZRS",
            "Premium_LRS",
            "Premium_ZRS",
            "PremiumV2_LRS",
            "UltraSSD_LRS");
    private static final List<String> SNAPSHOT_SKUS = List.of("Standard_LRS", "Standard_ZRS", "Premium_LRS");
    private static final int LARGEST = 32_767;
    private static final int LARGEST_NEW = 65_536;

    private final Cloud cloud;
    private final boolean snapshot;

    Disks(Cloud cloud, boolean snapshot) {
        this.cloud = cloud;
        this.snapshot = snapshot;
    }

    @Override
    public void complete(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        ObjectNode properties = AzureJson.child(body, "properties");
        String name = body.path("name").asText();
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?")) {
            throw ArmError.service(
                    400,
                    "InvalidResourceName",
                    "Resource name " + name
                            + " is invalid. The name can be up to 80 characters long. It must begin with a"
                            + " word character, and it must end with a word character or with '_'.");
        }
        String sku = sku(body);
        AzureJson.child(body, "sku")
                .put("name", sku)
                .put("tier", sku.startsWith("Premium") ? "Premium" : sku.startsWith("Ultra") ? "Ultra" : "Standard");
        zones(body, sku);
        existing.ifPresent(before ->
                AzureJson.orElse(properties, "creationData", before.body().at("/properties/creationData")));
        String option = AzureJson.text(properties, "/creationData/createOption")
                .orElseThrow(() -> invalid(
                        "creationData.createOption", "Required parameter 'disk.creationData' is missing (null)."));
        Optional<Integer> source = source(properties, option);
        int size = AzureJson.number(properties, "/diskSizeGB")
                .or(() -> existing.map(
                        before -> before.body().at("/properties/diskSizeGB").asInt()))
                .or(() -> source)
                .orElseThrow(
                        () -> invalid("disk.diskSizeGB", "Required parameter 'disk.diskSizeGB' is missing (null)."));
        int most = sku.startsWith("Ultra") || sku.startsWith("PremiumV2") ? LARGEST_NEW : LARGEST;
        if (size < (sku.startsWith("Ultra") ? 4 : 1) || size > most) {
            throw invalid(
                    "disk.diskSizeGB",
                    "The value '" + size
                            + "' of parameter 'disk.diskSizeGB' is out of range. Value must be between '1' and '" + most
                            + "', inclusive.");
        }
        int before = existing.map(had -> had.body().at("/properties/diskSizeGB").asInt())
                .or(() -> source)
                .orElse(0);
        if (size < before) {
            throw ArmError.service(
                    409,
                    "OperationNotAllowed",
                    "Disk size reduction is not supported. Current size is " + before + " GB, requested size is " + size
                            + " GB.");
        }
        properties.put("diskSizeGB", size).put("diskSizeBytes", size * 1_073_741_824L);
        if (!snapshot) {
            performance(properties, sku, size, existing);
        }
        properties.put(
                "timeCreated",
                existing.map(had -> had.body().at("/properties/timeCreated").asText())
                        .orElseGet(() -> cloud.now().toString()));
        properties.put(
                "uniqueId",
                existing.map(had -> had.body().at("/properties/uniqueId").asText())
                        .orElseGet(() -> cloud.random().guid()));
        AzureJson.child(properties, "encryption")
                .put("type", AzureJson.text(properties, "/encryption/type").orElse("EncryptionAtRestWithPlatformKey"));
        AzureJson.orElse(properties, "networkAccessPolicy", "AllowAll");
        AzureJson.orElse(properties, "publicNetworkAccess", "Enabled");
        existing.filter(had -> held(had.body()))
                .ifPresentOrElse(
                        had -> {
                            body.set("managedBy", had.body().get("managedBy"));
                            properties.put("diskState", "Attached");
                        },
                        () -> properties.put("diskState", "Unattached"));
        if (snapshot) {
            AzureJson.orElse(properties, "incremental", false);
        }
    }

    /** The performance that comes with a size is read, and may be sent back as it was read; only another one is refused. */
    private static void readBack(ObjectNode properties, String sku, Optional<StoredResource> existing) {
        for (String key : List.of("diskIOPSReadWrite", "diskMBpsReadWrite")) {
            Optional<Integer> had = existing.flatMap(before -> AzureJson.number(before.body(), "/properties/" + key));
            if (properties.has(key) && !AzureJson.number(properties, "/" + key).equals(had)) {
                throw invalid(
                        "disk." + key,
                        key + " can only be set for UltraSSD_LRS and PremiumV2_LRS disks, not " + sku + ".");
            }
            properties.remove(key);
        }
    }

    private static void performance(ObjectNode properties, String sku, int size, Optional<StoredResource> existing) {
        boolean ultra = sku.startsWith("Ultra");
        boolean own = ultra || sku.startsWith("PremiumV2");
        if (!own) {
            readBack(properties, sku, existing);
        }
        int iops = AzureJson.number(properties, "/diskIOPSReadWrite").orElse(own ? 3000 : 0);
        int most = ultra ? Math.min(400_000, size * 1000) : Math.min(80_000, 3000 + Math.max(0, size - 6) * 500);
        int mbps = AzureJson.number(properties, "/diskMBpsReadWrite").orElse(own ? 125 : 0);
        int quickest = Math.min(ultra ? 10_000 : 2000, Math.max(125, iops / 4));
        if (own && (iops < (ultra ? 100 : 3000) || iops > most)) {
            throw invalid(
                    "disk.diskIOPSReadWrite",
                    "Disk IOPS " + iops + " is not supported for " + sku + " of " + size + " GB; the most is " + most
                            + ".");
        } else if (own && (mbps < 1 || mbps > quickest)) {
            throw invalid(
                    "disk.diskMBpsReadWrite",
                    "Disk throughput " + mbps + " is not supported with " + iops + " IOPS; the most is " + quickest
                            + ".");
        }
        AzureJson.orElse(
                properties,
                "diskIOPSReadWrite",
                sku.startsWith("Premium") && !own ? Math.max(120, Math.min(20_000, size * 3)) : own ? 3000 : 500);
        AzureJson.orElse(properties, "diskMBpsReadWrite", sku.startsWith("Premium") && !own ? 125 : own ? 125 : 60);
        AzureJson.orElse(properties, "maxShares", 1);
        int shares = properties.path("maxShares").asInt();
        int mostShares = sku.startsWith("Standard_") ? 1 : own ? 15 : size <= 512 ? 3 : size <= 4096 ? 5 : 10;
        if (shares < 1 || shares > mostShares) {
            throw invalid(
                    "disk.maxShares",
                    "The value '" + shares + "' of parameter 'disk.maxShares' is out of range: " + sku + " of " + size
                            + " GB is shared by at most " + mostShares + ".");
        }
        String tier = AzureJson.text(properties, "/tier").orElse("");
        if (!tier.isEmpty() && !(sku.startsWith("Premium_") && tierOf(tier) >= size && tierOf(tier) <= highest(size))) {
            throw invalid(
                    "disk.tier",
                    "The tier '" + tier + "' is not supported for a disk of " + sku + " and " + size + " GB.");
        }
        if (AzureJson.flag(properties, "/burstingEnabled")
                && !(sku.startsWith("Premium_") && size > 512 && shares == 1)) {
            throw invalid("disk.burstingEnabled", "On-demand bursting is for Premium SSDs above 512 GB.");
        }
    }

    private static int highest(int size) {
        return size <= 4096 ? 4096 : 32_767;
    }

    /** The size in GB that a performance tier belongs to; 0 for what is none. */
    private static int tierOf(String tier) {
        return switch (tier) {
            case "P1" -> 4;
            case "P2" -> 8;
            case "P3" -> 16;
            case "P4" -> 32;
            case "P6" -> 64;
            case "P10" -> 128;
            case "P15" -> 256;
            case "P20" -> 512;
            case "P30" -> 1024;
            case "P40" -> 2048;
            case "P50" -> 4096;
            case "P60" -> 8192;
            case "P70" -> 16_384;
            case "P80" -> 32_767;
            default -> 0;
        };
    }

    private Optional<Integer> source(ObjectNode properties, String option) {
        Optional<String> id = AzureJson.text(properties, "/creationData/sourceResourceId");
        boolean needs = option.equals("Copy") || option.equals("CopyStart") || option.equals("Restore");
        if (needs && id.isEmpty()) {
            throw invalid(
                    "creationData.sourceResourceId",
                    "Required parameter 'disk.creationData.sourceResourceId' is missing (null).");
        } else if (!needs) {
            return Optional.empty();
        }
        StoredResource source = cloud.resources()
                .find(StoredResource.class, id.orElseThrow())
                .orElseThrow(
                        () -> ArmError.service(404, "NotFound", "Resource " + id.orElseThrow() + " is not found."));
        return Optional.of(source.body().at("/properties/diskSizeGB").asInt());
    }

    private String sku(ObjectNode body) {
        String asked = AzureJson.text(body, "/sku/name").orElse("Standard_LRS");
        List<String> known = snapshot ? SNAPSHOT_SKUS : SKUS;
        return known.stream()
                .filter(asked::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> invalid(
                        "sku.name",
                        "The value '" + asked + "' of parameter 'sku.name' is invalid. Supported values are: "
                                + String.join(", ", known) + "."));
    }

    private static void zones(ObjectNode body, String sku) {
        List<String> zones = AzureJson.texts(body, "/zones");
        List<String> there = Regions.zones(body.path("location").asText());
        if (zones.size() > 1 || !there.containsAll(zones)) {
            throw ArmError.service(
                    400,
                    "InvalidAvailabilityZone",
                    "The zone(s) '" + String.join(",", zones) + "' for resource '"
                            + body.path("id").asText()
                            + "' is not supported. The supported zones for location '"
                            + body.path("location").asText()
                            + "' are '" + String.join(",", there) + "'.");
        } else if (sku.endsWith("_ZRS") && !zones.isEmpty()) {
            throw ArmError.service(
                    400, "BadRequest", "SKU " + sku + " does not support zonal disks: leave the zones out.");
        } else if (zones.isEmpty() && !there.isEmpty() && sku.startsWith("UltraSSD")) {
            throw ArmError.service(
                    400,
                    "BadRequest",
                    "Disks of SKU UltraSSD_LRS need a zone in location "
                            + body.path("location").asText() + ".");
        }
    }

    private static ArmError invalid(String target, String message) {
        return ArmError.service(400, "InvalidParameter", message).target(target);
    }

    /** A machine that is gone holds no disk any more. */
    private boolean held(JsonNode disk) {
        String machine = disk.path("managedBy").asText();
        int at = machine.toLowerCase(Locale.ROOT).indexOf("/virtualmachines/");
        return !machine.isEmpty()
                && (at < 0
                        || cloud.resources()
                                .find(ScaleSet.class, machine.substring(0, at))
                                .map(set -> set.machine(machine.substring(at + "/virtualMachines/".length()))
                                        .isPresent())
                                .orElse(!machine.contains(ScaleSet.TYPE)));
    }

    @Override
    public void shown(ObjectNode view) {
        if (view.has("managedBy") && !held(view)) {
            view.remove("managedBy");
            AzureJson.child(view, "properties").put("diskState", "Unattached");
        }
    }

    @Override
    public void requireFree(StoredResource disk) {
        if (held(disk.body())) {
            String vm = disk.body().path("managedBy").asText();
            throw ArmError.service(
                    409, "OperationNotAllowed", "Disk " + disk.name() + " is attached to VM " + vm + ".");
        }
    }
}
