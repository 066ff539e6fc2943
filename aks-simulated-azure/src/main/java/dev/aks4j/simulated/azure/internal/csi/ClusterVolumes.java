package dev.aks4j.simulated.azure.internal.csi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.kubernetes.internal.controller.CloudVolumes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The storage drivers of one cluster: disks, snapshots, shares and containers in Azure, made with the cluster's own identity
 * and as its rights allow. Guarded by the simulator's lock.
 */
public final class ClusterVolumes implements CloudVolumes {

    private static final String DISKS = "/providers/Microsoft.Compute/disks/";
    private static final int LONGEST_NAME = 80;

    private final Cloud cloud;
    private final Supplier<ClusterSnapshot> cluster;
    private final DriverRequests azure;
    private final AccountVolumes accounts;

    /** Makes the drivers of a cluster, which asks Azure through the given requests. */
    public ClusterVolumes(Cloud cloud, Supplier<ClusterSnapshot> cluster, DriverRequests azure) {
        this.cloud = cloud;
        this.cluster = cluster;
        this.azure = azure;
        this.accounts = new AccountVolumes(cloud, cluster, azure);
    }

    private String group(String name) {
        return cloud.subscriptionScope() + "/resourceGroups/" + name;
    }

    @Override
    public String make(Wanted wanted) {
        if (!wanted.driver().startsWith("disk.")) {
            return accounts.make(wanted);
        }
        AskedParameters it = new AskedParameters(wanted.parameters());
        String scope = "/subscriptions/" + it.text("subscriptionID").orElse(cloud.subscriptionId()) + "/resourceGroups/"
                + it.text("resourceGroup").orElse(cluster.get().nodeResourceGroup());
        String id = scope + DISKS + name(wanted, it);
        ObjectNode body = DiskBodies.disk(wanted, region());
        azure.put(id, DriverRequests.COMPUTE, body);
        return id;
    }

    private static String name(Wanted wanted, AskedParameters it) {
        String name = it.text("diskName")
                .map(text -> text.replace("${pvc.metadata.name}", wanted.claim())
                        .replace("${pvc.metadata.namespace}", wanted.namespace())
                        .replace("${pv.metadata.name}", wanted.volume()))
                .orElse(wanted.volume());
        String cut = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        return cut.matches("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?") ? cut : wanted.volume();
    }

    @Override
    public void grow(String driver, String handle, long gib) {
        if (driver.startsWith("disk.")) {
            ObjectNode body = AzureJson.object();
            body.putObject("properties").put("diskSizeGB", gib);
            azure.patch(handle, DriverRequests.COMPUTE, body);
        } else if (driver.startsWith("file.")) {
            accounts.grow(handle, gib);
        }
    }

    @Override
    public void modify(String driver, String handle, Map<String, String> attributes) {
        if (driver.startsWith("disk.")) {
            String current = azure.get(handle, DriverRequests.COMPUTE)
                    .map(disk -> disk.at("/sku/name").asText())
                    .orElseThrow(() -> new Refused("Disk " + handle + " is not found."));
            azure.patch(handle, DriverRequests.COMPUTE, DiskBodies.change(attributes, current));
        } else {
            accounts.modify(handle, attributes);
        }
    }

    @Override
    public void remove(String driver, String handle) {
        if (driver.startsWith("disk.")) {
            azure.delete(handle, DriverRequests.COMPUTE);
        } else {
            accounts.remove(driver, handle);
        }
    }

    @Override
    public String snapshot(String driver, String name, String source, Map<String, String> parameters) {
        if (!driver.startsWith("disk.")) {
            return CloudVolumes.super.snapshot(driver, name, source, parameters);
        }
        AskedParameters it = new AskedParameters(parameters);
        String own =
                source.substring(0, source.toLowerCase(java.util.Locale.ROOT).indexOf("/providers/"));
        String scope = it.text("resourceGroup").map(this::group).orElse(own);
        String id = scope + "/providers/Microsoft.Compute/snapshots/" + name;
        azure.put(id, DriverRequests.COMPUTE, DiskBodies.snapshot(source, parameters, region()));
        return id;
    }

    @Override
    public void removeSnapshot(String driver, String handle) {
        if (driver.startsWith("disk.") && !handle.isEmpty()) {
            azure.delete(handle, DriverRequests.COMPUTE);
        }
    }

    @Override
    public void attach(String providerId, List<Mounted> volumes) {
        String machine = providerId.replaceFirst("^azure://", "");
        JsonNode live = azure.get(machine, DriverRequests.COMPUTE).orElse(AzureJson.object());
        ObjectNode body = AzureJson.object();
        ArrayNode disks = AzureJson.child(AzureJson.child(body, "properties"), "storageProfile")
                .putArray("dataDisks");
        Set<Integer> taken = new HashSet<>();
        for (Mounted volume : volumes) {
            azure.get(volume.handle(), DriverRequests.COMPUTE)
                    .orElseThrow(() -> new Refused("Disk " + volume.handle() + " is not found."));
            disk(live, volume).ifPresent(disk -> taken.add(disk.path("lun").asInt()));
        }
        int lun = 0;
        for (Mounted volume : volumes) {
            Optional<JsonNode> there = disk(live, volume);
            if (there.isPresent()) {
                disks.add(there.get().deepCopy());
                continue;
            }
            while (!taken.add(lun)) {
                lun++;
            }
            disks.addObject()
                    .put("lun", lun)
                    .put("createOption", "Attach")
                    .put("caching", caching(volume))
                    .putObject("managedDisk")
                    .put("id", volume.handle());
        }
        azure.put(machine, DriverRequests.COMPUTE, body);
    }

    private static Optional<JsonNode> disk(JsonNode machine, Mounted volume) {
        for (JsonNode disk : machine.at("/properties/storageProfile/dataDisks")) {
            if (disk.at("/managedDisk/id").asText().equalsIgnoreCase(volume.handle())) {
                return Optional.of(disk);
            }
        }
        return Optional.empty();
    }

    /** Returns how the driver attaches a disk: without a word with ReadOnly, Premium SSD v2 and large disks with None. */
    private String caching(Mounted volume) {
        AskedParameters it = new AskedParameters(volume.context());
        JsonNode disk = azure.get(volume.handle(), DriverRequests.COMPUTE).orElse(AzureJson.object());
        boolean large = disk.at("/properties/diskSizeGB").asInt() >= 4096;
        boolean v2 = disk.at("/sku/name").asText().equals("PremiumV2_LRS");
        return it.text("cachingMode").orElse(large || v2 ? "None" : "ReadOnly");
    }

    @Override
    public String subscription() {
        return cloud.subscriptionId();
    }

    @Override
    public String region() {
        return cluster.get().region();
    }
}
