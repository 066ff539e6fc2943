package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.managedidentity.UserAssignedIdentity;
import java.util.List;

/** Writes a cluster as AKS does: order, casing, and the fields that appear only after success. */
final class ClusterView {

    private static final List<String> ORDER = List.of(
            "linuxProfile",
            "windowsProfile",
            "servicePrincipalProfile",
            "addonProfiles",
            "nodeResourceGroup",
            "enableRBAC",
            "supportPlan",
            "networkProfile",
            "aadProfile",
            "maxAgentPools",
            "privateLinkResources",
            "apiServerAccessProfile",
            "identityProfile",
            "autoScalerProfile",
            "autoUpgradeProfile",
            "disableLocalAccounts",
            "securityProfile",
            "storageProfile",
            "oidcIssuerProfile",
            "workloadAutoScalerProfile",
            "resourceUID",
            "metricsProfile",
            "nodeProvisioningProfile",
            "bootstrapProfile",
            "hostedSystemProfile");

    private ClusterView() {}

    static ObjectNode of(ManagedCluster cluster) {
        ObjectNode view = AzureJson.object()
                .put("id", cluster.id())
                .put("location", cluster.region())
                .put("name", cluster.name());
        if (cluster.envelope().path("tags").isObject()
                && !cluster.envelope().path("tags").isEmpty()) {
            view.set("tags", cluster.envelope().get("tags").deepCopy());
        }
        view.put("type", ManagedCluster.TYPE);
        boolean base = cluster.envelope().at("/sku/name").asText().equals("Base");
        if (base) {
            view.put("kind", "Base");
        }
        view.set("properties", properties(cluster));
        if (cluster.envelope().has("identity")) {
            view.set("identity", identity(cluster));
        }
        view.set("sku", cluster.envelope().get("sku").deepCopy());
        if (cluster.envelope().has("extendedLocation")) {
            view.set(
                    "extendedLocation",
                    cluster.envelope().get("extendedLocation").deepCopy());
        }
        return view.put("eTag", cluster.etag());
    }

    private static ObjectNode properties(ManagedCluster cluster) {
        ObjectNode stored = cluster.properties().deepCopy();
        ObjectNode view = AzureJson.object().put("provisioningState", cluster.state());
        view.putObject("powerState").put("code", cluster.running() ? "Running" : "Stopped");
        view.put("kubernetesVersion", stored.path("kubernetesVersion").asText());
        view.put("currentKubernetesVersion", cluster.currentVersion());
        if (stored.hasNonNull("dnsPrefix")) {
            view.set("dnsPrefix", stored.path("dnsPrefix"));
        }
        if (cluster.publicFqdn()) {
            view.put("fqdn", cluster.fqdn());
        }
        cluster.privateFqdn().ifPresent(name -> view.put("privateFQDN", name));
        view.put("azurePortalFQDN", cluster.portalFqdn());
        ArrayNode pools = view.putArray("agentPoolProfiles");
        cluster.pools().forEach(pool -> pools.add(pool.view()));
        complete(cluster, stored);
        ModesShown.in(cluster, stored);
        for (String field : ORDER) {
            if (stored.hasNonNull(field)) {
                view.set(field, stored.get(field));
            }
        }
        stored.properties().forEach(field -> {
            if (!view.has(field.getKey()) && !field.getValue().isNull()) {
                view.set(field.getKey(), field.getValue());
            }
        });
        return view;
    }

    private static void complete(ManagedCluster cluster, ObjectNode stored) {
        privateLink(cluster, stored);
        stored.put("maxAgentPools", 100).put("resourceUID", cluster.uid());
        cluster.issuer()
                .ifPresent(url -> AzureJson.child(stored, "oidcIssuerProfile").put("issuerURL", url));
        cluster.kubeletIdentity()
                .ifPresent(kubelet ->
                        AzureJson.child(stored, "identityProfile").set("kubeletidentity", kubelet.deepCopy()));
        if (AzureJson.flag(stored, "/aadProfile/managed")) {
            ObjectNode entra = AzureJson.child(stored, "aadProfile");
            AzureJson.orElse(entra, "tenantID", cluster.cloud().tenantId());
            if (!entra.has("adminGroupObjectIDs")) {
                entra.putNull("adminGroupObjectIDs");
            }
        }
        if (!cluster.outboundIps().isEmpty()
                && stored.at("/networkProfile/loadBalancerProfile").isObject()) {
            ArrayNode ips = AzureJson.child(AzureJson.child(stored, "networkProfile"), "loadBalancerProfile")
                    .putArray("effectiveOutboundIPs");
            cluster.outboundIps().forEach(ip -> ips.addObject().put("id", ip));
        }
    }

    /** A private cluster is reached through a link, which has an id once the cluster is ready. */
    private static void privateLink(ManagedCluster cluster, ObjectNode stored) {
        JsonNode access = stored.path("apiServerAccessProfile");
        if (!AzureJson.flag(access, "/enablePrivateCluster") || AzureJson.flag(access, "/enableVnetIntegration")) {
            return;
        }
        ObjectNode link = AzureJson.object();
        if (cluster.settled()) {
            link.put("id", cluster.id() + "/privateLinkResources/management");
        }
        link.put("name", "management")
                .put("type", "Microsoft.ContainerService/managedClusters/privateLinkResources")
                .put("groupId", "management");
        link.putArray("requiredMembers").add("management");
        stored.putArray("privateLinkResources").add(link);
    }

    private static ObjectNode identity(ManagedCluster cluster) {
        Cloud cloud = cluster.cloud();
        String type = cluster.envelope().at("/identity/type").asText("SystemAssigned");
        ObjectNode view = AzureJson.object().put("type", type);
        cluster.systemIdentity()
                .ifPresent(principal ->
                        view.put("principalId", principal.objectId()).put("tenantId", cloud.tenantId()));
        if (!cluster.userAssignedIdentities().isEmpty()) {
            ObjectNode all = view.putObject("userAssignedIdentities");
            for (String id : cluster.userAssignedIdentities()) {
                ObjectNode one = all.putObject(id);
                cloud.resources()
                        .find(UserAssignedIdentity.class, id)
                        .map(UserAssignedIdentity::principal)
                        .ifPresent(principal -> {
                            if (cluster.settled()) {
                                one.put("clientId", principal.clientId());
                            }
                            one.put("principalId", principal.objectId());
                        });
            }
        }
        return view;
    }
}
