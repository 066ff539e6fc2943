package dev.aks4j.simulated.azure.internal.csi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.kubernetes.internal.controller.CloudVolumes.Refused;
import dev.aks4j.simulated.kubernetes.internal.controller.CloudVolumes.Wanted;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Shares and containers of volumes, and the accounts that the drivers make for them. Guarded by the simulator's lock. */
final class AccountVolumes {

    private static final String ACCOUNTS = "/providers/Microsoft.Storage/storageAccounts";
    private static final int NAME_LENGTH = 23;

    private final Cloud cloud;
    private final Supplier<ClusterSnapshot> cluster;
    private final DriverRequests azure;

    AccountVolumes(Cloud cloud, Supplier<ClusterSnapshot> cluster, DriverRequests azure) {
        this.cloud = cloud;
        this.cluster = cluster;
        this.azure = azure;
    }

    /** Makes a volume and returns its handle. */
    String make(Wanted wanted) {
        AccountRequest it = wanted.driver().startsWith("file.")
                ? AccountRequest.ofShare(wanted)
                : AccountRequest.ofContainer(wanted);
        String group = it.group().orElse(cluster.get().nodeResourceGroup());
        String scope =
                "/subscriptions/" + it.subscription().orElse(cloud.subscriptionId()) + "/resourceGroups/" + group;
        String account = it.name().isEmpty() ? account(it, scope) : it.name();
        String id = scope + ACCOUNTS + "/" + account;
        if (!it.name().isEmpty() && azure.get(id, DriverRequests.STORAGE).isEmpty()) {
            throw new Refused("failed to get storage account " + account + " in resource group " + group);
        }
        ObjectNode body = AzureJson.object();
        body.set("properties", it.files() ? it.share() : AzureJson.object());
        azure.put(
                id + (it.files() ? "/fileServices/default/shares/" : "/blobServices/default/containers/") + it.part(),
                DriverRequests.STORAGE,
                body);
        return group + "#" + account + "#" + it.part() + "###" + wanted.namespace();
    }

    /** Returns the name of an account of the drivers' that is as wanted, or of a new one. */
    private String account(AccountRequest it, String scope) {
        ObjectNode body = it.account(cluster.get().region(), cluster.get().nodeSubnetId());
        JsonNode all = azure.get(scope + ACCOUNTS, DriverRequests.STORAGE).orElse(AzureJson.object());
        if (!it.anew()) {
            for (JsonNode there : all.path("value")) {
                boolean reached = !it.privateEndpoint()
                        || !there.at("/properties/privateEndpointConnections").isEmpty();
                if (reached && isAsWanted(there, body, it.text("matchTags").isPresent())) {
                    return there.path("name").asText();
                }
            }
        }
        String name = "f" + cloud.random().hex(NAME_LENGTH - 1);
        azure.put(scope + ACCOUNTS + "/" + name, DriverRequests.STORAGE, body);
        if (it.privateEndpoint()) {
            try {
                endpoint(it, scope + ACCOUNTS + "/" + name, name);
            } catch (Refused refused) {
                azure.delete(scope + ACCOUNTS + "/" + name, DriverRequests.STORAGE);
                throw refused;
            }
        }
        return name;
    }

    private static boolean isAsWanted(JsonNode there, ObjectNode wanted, boolean tagsCount) {
        boolean own = there.at("/tags/k8s-azure-created-by").asText().equals("azure");
        boolean type = there.path("kind").equals(wanted.path("kind"))
                && there.at("/sku/name")
                        .asText()
                        .equalsIgnoreCase(wanted.at("/sku/name").asText())
                && there.path("location").equals(wanted.path("location"));
        boolean tags = !tagsCount || there.path("tags").equals(wanted.path("tags"));
        return own && type && tags && holds(there.path("properties"), wanted.path("properties"));
    }

    private static boolean holds(JsonNode there, JsonNode wanted) {
        if (!wanted.isObject()) {
            return wanted.isArray() ? there.size() >= wanted.size() : there.equals(wanted);
        }
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            if (!holds(there.path(field.getKey()), field.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** A private endpoint lies in the resource group of the virtual network. */
    private void endpoint(AccountRequest it, String account, String name) {
        Optional<String> subnet = subnet(it);
        if (subnet.isEmpty()) {
            return;
        }
        String group = it.text("vnetResourceGroup")
                .map(text -> cloud.subscriptionScope() + "/resourceGroups/" + text)
                .orElseGet(() -> subnet.get().substring(0, subnet.get().indexOf("/providers/")));
        String id = group + "/providers/Microsoft.Network/privateEndpoints/" + name + "-pvtendpoint";
        ObjectNode body = AzureJson.object().put("location", cluster.get().region());
        ObjectNode properties = body.putObject("properties");
        properties.putObject("subnet").put("id", subnet.get());
        ObjectNode connection =
                properties.putArray("privateLinkServiceConnections").addObject().put("name", name + "-pvtsvcconn");
        connection
                .putObject("properties")
                .put("privateLinkServiceId", account)
                .putArray("groupIds")
                .add(it.files() ? "file" : "blob");
        azure.put(id, DriverRequests.NETWORK, body);
    }

    private Optional<String> subnet(AccountRequest it) {
        Optional<String> own = cluster.get().nodeSubnetId();
        return it.text("subnetName")
                .flatMap(named -> own.map(id -> id.substring(0, id.lastIndexOf('/') + 1) + named))
                .or(() -> own);
    }

    void grow(String handle, long gib) {
        ObjectNode body = AzureJson.object();
        body.putObject("properties").put("shareQuota", gib);
        azure.patch(part(handle, true), DriverRequests.STORAGE, body);
    }

    void modify(String handle, Map<String, String> attributes) {
        AskedParameters it = new AskedParameters(attributes);
        ObjectNode body = AzureJson.object();
        ObjectNode properties = body.putObject("properties");
        it.number("provisionedIOPS").ifPresent(value -> properties.put("provisionedIops", value));
        it.number("provisionedBandwidth").ifPresent(value -> properties.put("provisionedBandwidthMibps", value));
        azure.patch(part(handle, true), DriverRequests.STORAGE, body);
    }

    void remove(String driver, String handle) {
        azure.delete(part(handle, driver.startsWith("file.")), DriverRequests.STORAGE);
    }

    private String part(String handle, boolean files) {
        String[] parts = handle.split("#", -1);
        return cloud.subscriptionScope() + "/resourceGroups/" + parts[0] + ACCOUNTS + "/" + parts[1]
                + (files ? "/fileServices/default/shares/" : "/blobServices/default/containers/") + parts[2];
    }
}
