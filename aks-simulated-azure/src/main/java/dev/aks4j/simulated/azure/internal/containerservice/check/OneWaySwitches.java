package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** What can be turned on for an existing cluster and not off again, or changed only under a condition. */
final class OneWaySwitches implements Check {

    private static final String ACCESS = "apiServerAccessProfile.";
    private static final List<String> NEVER_OFF = List.of("aadProfile.managed", ACCESS + "enableVnetIntegration");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        if (write.existing().isEmpty() || write.onPool()) {
            return Refusals.none();
        }
        ObjectNode had = write.current().orElseThrow();
        ObjectNode wanted = write.desired();
        if (flag(had, "oidcIssuerProfile.enabled") && !flag(wanted, "oidcIssuerProfile.enabled")) {
            return Refusals.badRequest(
                    "oidcIssuerProfile.enabled", "The OIDC issuer feature cannot be disabled once it is enabled.");
        }
        for (String property : NEVER_OFF) {
            if (flag(had, property) && !flag(wanted, property)) {
                return Refusals.propertyChange(property);
            }
        }
        boolean turnsPrivate =
                flag(had, ACCESS + "enablePrivateCluster") != flag(wanted, ACCESS + "enablePrivateCluster");
        if (turnsPrivate && !flag(had, ACCESS + "enableVnetIntegration")) {
            return Refusals.propertyChange(ACCESS + "enablePrivateCluster");
        }
        String zone = text(had, "privateDNSZone");
        String newZone = text(wanted, "privateDNSZone");
        boolean movesZone = !zone.isEmpty() && !zone.equalsIgnoreCase(newZone);
        if (movesZone && !newZone.equalsIgnoreCase("none")) {
            return Refusals.propertyChange(ACCESS + "privateDNSZone");
        }
        return principal(had, wanted).or(() -> automatic(write));
    }

    private static boolean flag(ObjectNode properties, String property) {
        return AzureJson.flag(properties, "/" + property.replace('.', '/'));
    }

    private static String text(ObjectNode properties, String field) {
        return properties.path("apiServerAccessProfile").path(field).asText();
    }

    /** From a service principal to a managed identity leads a way; from one to another, or back, none does here. */
    private static Optional<ArmError> principal(ObjectNode had, ObjectNode wanted) {
        String before = had.at("/servicePrincipalProfile/clientId").asText();
        String after = wanted.at("/servicePrincipalProfile/clientId").asText();
        return before.equalsIgnoreCase(after) || after.equals("msi")
                ? Refusals.none()
                : Refusals.propertyChange("servicePrincipalProfile.clientId");
    }

    private static Optional<ArmError> automatic(ClusterWrite write) {
        boolean was = write.existing()
                .orElseThrow()
                .envelope()
                .at("/sku/name")
                .asText()
                .equals("Automatic");
        boolean becomes = write.envelope().at("/sku/name").asText().equals("Automatic");
        return becomes && !was
                ? Refusals.badRequest(
                        "sku.name", "Changing the SKU of an existing cluster to Automatic is not supported.")
                : Refusals.none();
    }
}
