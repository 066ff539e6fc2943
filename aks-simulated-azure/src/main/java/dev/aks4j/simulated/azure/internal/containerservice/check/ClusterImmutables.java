package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** The properties of a cluster that stay as they were created. */
final class ClusterImmutables implements Check {

    private static final List<String> IMMUTABLE = List.of(
            "dnsPrefix",
            "fqdnSubdomain",
            "nodeResourceGroup",
            "enableRBAC",
            "diskEncryptionSetID",
            "linuxProfile.adminUsername",
            "windowsProfile.adminUsername",
            "networkProfile.serviceCidr",
            "networkProfile.dnsServiceIP",
            "networkProfile.podCidr",
            "networkProfile.ipFamilies",
            "networkProfile.networkMode",
            "networkProfile.loadBalancerSku",
            "apiServerAccessProfile.subnetId");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        if (write.existing().isEmpty() || write.onPool()) {
            return Refusals.none();
        }
        return IMMUTABLE.stream()
                .filter(property -> changes(write, property))
                .findFirst()
                .flatMap(Refusals::propertyChange);
    }

    private static boolean changes(ClusterWrite write, String property) {
        String pointer = "/" + property.replace('.', '/');
        JsonNode had = write.current().orElseThrow().at(pointer);
        JsonNode asked = write.requested().at(pointer);
        if (asked.isArray()) {
            return !asked.isEmpty() && !AzureJson.texts(asked, "").equals(AzureJson.texts(had, ""));
        } else if (asked.isMissingNode() || asked.isNull() || asked.asText().isEmpty()) {
            return false;
        } else if (property.equals("networkProfile.podCidr")) {
            return !grows(write, had.asText(), asked.asText());
        }
        String before = had.isMissingNode() || had.isNull() ? "false" : had.asText();
        return !before.equalsIgnoreCase(asked.asText());
    }

    /** A cluster that migrates to overlay gets its first range of pods; after that it only grows. */
    private static boolean grows(ClusterWrite write, String had, String asked) {
        if (had.isEmpty()) {
            return write.network().path("networkPluginMode").asText().equals("overlay");
        }
        Optional<AddressRange> old = AddressRange.parse(had);
        return old.isPresent()
                && AddressRange.parse(asked)
                        .filter(wider -> wider.contains(old.get()))
                        .isPresent();
    }
}
