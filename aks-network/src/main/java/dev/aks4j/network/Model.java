package dev.aks4j.network;

import com.fasterxml.jackson.databind.JsonNode;

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
    static Model of(JsonNode cluster) {
        JsonNode profile = cluster.at("/properties/networkProfile");
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
        for (JsonNode pool : cluster.at("/properties/agentPoolProfiles")) {
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
