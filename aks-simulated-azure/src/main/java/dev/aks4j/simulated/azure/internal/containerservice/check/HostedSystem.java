package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** AKS Automatic has its system pool hosted by Azure, and nobody else has. */
final class HostedSystem implements Check {

    private static final String PROFILE = "hostedSystemProfile";

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        boolean automatic = write.envelope().at("/sku/name").asText().equals("Automatic");
        boolean creates = write.existing().isEmpty();
        if (!isOn(write)) {
            return automatic && creates
                    ? Refusals.invalidParameter(
                            PROFILE, "AKS Automatic clusters are created with managed system node pools")
                    : Refusals.none();
        }
        if (!automatic) {
            return Refusals.invalidParameter(PROFILE, "managed system node pools need the SKU Automatic");
        }
        if (creates && !write.pools().isEmpty()) {
            return Refusals.invalidParameter(
                    "agentPoolProfiles", "a cluster with managed system node pools is created without agent pools");
        }
        if (write.requested().path("linuxProfile").has("ssh")) {
            return Refusals.invalidParameter("linuxProfile.ssh", "AKS Automatic clusters take no SSH keys");
        }
        return subnets(write.desired());
    }

    static boolean isOn(ClusterWrite write) {
        return AzureJson.flag(write.desired(), "/" + PROFILE + "/enabled");
    }

    private static Optional<ArmError> subnets(ObjectNode desired) {
        List<String> named = Stream.of(
                        "/hostedSystemProfile/systemNodeSubnetID",
                        "/hostedSystemProfile/nodeSubnetID",
                        "/apiServerAccessProfile/subnetId")
                .flatMap(pointer -> AzureJson.text(desired, pointer).stream())
                .filter(id -> !id.isEmpty())
                .map(id -> id.toLowerCase(Locale.ROOT))
                .toList();
        long networks = named.stream()
                .map(id -> id.substring(0, Math.max(0, id.lastIndexOf("/subnets/"))))
                .distinct()
                .count();
        return named.isEmpty() || named.size() == 3 && networks == 1
                ? Refusals.none()
                : Refusals.invalidParameter(
                        PROFILE,
                        "systemNodeSubnetID, nodeSubnetID and apiServerAccessProfile.subnetId are given together, in one"
                                + " virtual network");
    }
}
