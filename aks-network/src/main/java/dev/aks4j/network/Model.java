package dev.aks4j.network;

import dev.aks4j.core.model.Json;

/** The five network models, as Azure tells them apart. */
enum Model {
    OVERLAY("overlay", "azure"),
    NODE_SUBNET("node subnet", "azure"),
    POD_SUBNET("pod subnet", "azure"),
    KUBENET("kubenet", "kubenet"),
    NONE("no plugin", "none");

    private final String words;
    private final String plugin;

    Model(String words, String plugin) {
        this.words = words;
        this.plugin = plugin;
    }

    String plugin() {
        return plugin;
    }

    /** Returns the model of a live managed cluster. */
    static Model of(Json cluster) {
        Json profile = cluster.at("/properties/networkProfile");
        String plugin = profile.path("networkPlugin").asText();
        if (plugin.equalsIgnoreCase("kubenet")) {
            return KUBENET;
        }
        if (plugin.equalsIgnoreCase("none")) {
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

    @Override
    public String toString() {
        return words;
    }
}
