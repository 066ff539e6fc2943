package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.random.Randomness;
import java.util.Optional;

/** The DNS zone in which a private cluster's API server has its name: one that AKS makes, the user's own, or none. */
final class PrivateZone {

    private static final String ACCESS = "/apiServerAccessProfile/";

    private PrivateZone() {}

    static Optional<String> of(ObjectNode properties, String region, Optional<String> before, Randomness random) {
        String zone = AzureJson.text(properties, ACCESS + "privateDNSZone").orElse("system");
        if (!AzureJson.flag(properties, ACCESS + "enablePrivateCluster") || zone.equalsIgnoreCase("none")) {
            return Optional.empty();
        } else if (zone.equalsIgnoreCase("system")) {
            boolean inNetwork = AzureJson.flag(properties, ACCESS + "enableVnetIntegration");
            String kind = inNetwork ? ".private." : ".privatelink.";
            return before.or(() -> Optional.of(random.guid() + kind + region + ".azmk8s.io"));
        }
        return Optional.of(zone.substring(zone.lastIndexOf('/') + 1));
    }
}
