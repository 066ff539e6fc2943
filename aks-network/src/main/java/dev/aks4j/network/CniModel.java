package dev.aks4j.network;

import dev.aks4j.core.model.Json;

/** The network models of a cluster, as Azure tells them apart. */
public enum CniModel {
    /** Azure CNI Overlay: nodes in a subnet, pods in a range of their own. */
    OVERLAY("overlay", "azure"),
    /** Azure CNI with nodes and pods in one subnet. */
    NODE_SUBNET("node subnet", "azure"),
    /** Azure CNI with nodes in one subnet and pods in another. */
    POD_SUBNET("pod subnet", "azure"),
    /** kubenet: pods in a range of their own, reached over a route table; retired on 2028-03-31. */
    KUBENET("kubenet", "kubenet"),
    /** No plugin of Azure's: bring your own. */
    NONE("no plugin", "none");

    private final String words;
    private final String plugin;

    CniModel(String words, String plugin) {
        this.words = words;
        this.plugin = plugin;
    }

    String plugin() {
        return plugin;
    }

    /** Returns the model of a live managed cluster. */
    static CniModel of(Json cluster) {
        Json profile = cluster.at("/properties/networkProfile");
        String type = profile.path("networkPlugin").asText();
        if (type.equalsIgnoreCase("kubenet")) {
            return KUBENET;
        }
        if (type.equalsIgnoreCase("none")) {
            return NONE;
        }
        if (profile.path("networkPluginMode").asText().equalsIgnoreCase("overlay")) {
            return OVERLAY;
        }
        for (Json pool : cluster.at("/properties/agentPoolProfiles")) {
            if (!pool.path("podSubnetID").asText("").isEmpty()) {
                return POD_SUBNET;
            }
        }
        return NODE_SUBNET;
    }

    /** Returns the model in words, for example {@code pod subnet}. */
    @Override
    public String toString() {
        return words;
    }
}
