package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;

/** Clusters that differ from a good one in what a test says. */
final class Creations {

    private static final String BASE = """
            {"location":"westeurope","sku":{"name":"Base","tier":"Standard"},"identity":{"type":"SystemAssigned"},
             "properties":{"dnsPrefix":"shop","kubernetesVersion":"1.35",
              "networkProfile":{"networkPlugin":"azure","networkPluginMode":"overlay"},
              "agentPoolProfiles":[{"name":"system","mode":"System","count":3,"vmSize":"Standard_D4ds_v5"},
                                   {"name":"apps","mode":"User","count":1,"vmSize":"Standard_D4ds_v5"}]}}""";

    final AzureSimulator azure = AzureSimulator.create();
    final RawClient client = RawClient.of(azure);

    Creations() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                vnet(client),
                "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.20.0.0/16']},'subnets':["
                        + "{'name':'small','properties':{'addressPrefix':'10.20.0.0/28'}},"
                        + "{'name':'large','properties':{'addressPrefix':'10.20.4.0/22'}},"
                        + "{'name':'lent','properties':{'addressPrefix':'10.20.8.0/24','delegations':[{'name':'d',"
                        + "'properties':{'serviceName':'Microsoft.Web/serverFarms'}}]}}]}}"));
    }

    private static String vnet(RawClient client) {
        return client.group("rg") + "/providers/Microsoft.Network/virtualNetworks/vnet";
    }

    /** Creates a cluster with changes: {@code place=json}, several apart by {@code ;;}. */
    Response create(String name, String changes) {
        ObjectNode body = AzureJson.read(BASE);
        String own = changes.replace("SUBNET", vnet(client) + "/subnets");
        for (String change : own.isEmpty() ? new String[0] : own.split(" ;; ")) {
            int equals = change.indexOf('=');
            set(body, change.substring(0, equals), change.substring(equals + 1).replace('\'', '"'));
        }
        return client.send("PUT", client.cluster("rg", name), body);
    }

    /** Sets the value at a pointer below the properties; {@code pool} and {@code sys} stand for the two pools. */
    private static void set(ObjectNode body, String path, String json) {
        String pointer = path.startsWith("/")
                ? path
                : "/properties/"
                        + path.replaceFirst("^pool/", "agentPoolProfiles/1/")
                                .replaceFirst("^sys/", "agentPoolProfiles/0/");
        int last = pointer.lastIndexOf('/');
        ObjectNode parent = body;
        String above = pointer.substring(1, Math.max(1, last));
        JsonNode at = body;
        for (String step : above.isEmpty() ? new String[0] : above.split("/")) {
            JsonNode next = step.matches("\\d+") ? at.get(Integer.parseInt(step)) : at.get(step);
            at = next == null ? ((ObjectNode) at).putObject(step) : next;
        }
        parent = (ObjectNode) at;
        JsonNode value = AzureJson.read("{\"v\":" + json + "}").get("v");
        if (value.isNull()) {
            parent.remove(pointer.substring(last + 1));
        } else {
            parent.set(pointer.substring(last + 1), value);
        }
    }
}
