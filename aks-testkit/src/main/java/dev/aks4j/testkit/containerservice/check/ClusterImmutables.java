package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.json.Json;
import dev.aks4j.testkit.net.Range;
import java.util.List;
import java.util.Optional;

/** The properties of a cluster that stay as they were created. */
final class ClusterImmutables implements Check {

    private static final List<String> IMMUTABLE = List.of(
            "dnsPrefix",
            "fqdnSubdomain",
            "nodeResourceGroup",
            "enableRBAC",
            "linuxProfile.adminUsername",
            "networkProfile.serviceCidr",
            "networkProfile.dnsServiceIP",
            "networkProfile.podCidr",
            "networkProfile.loadBalancerSku",
            "apiServerAccessProfile.enablePrivateCluster");

    private static boolean same(String property, Optional<String> had, String asked) {
        if (property.equals("networkProfile.podCidr")) {
            // A cluster that migrates to overlay gets its first range of pods; after that it only grows.
            Optional<Range> old = had.flatMap(Range::parse);
            return had.isEmpty()
                    || old.isPresent()
                            && Range.parse(asked)
                                    .filter(wider -> wider.contains(old.get()))
                                    .isPresent();
        }
        return had.orElse("false").equalsIgnoreCase(asked);
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        for (String property : write.onPool() ? List.<String>of() : IMMUTABLE) {
            String pointer = "/" + property.replace('.', '/');
            Optional<String> had = write.current().flatMap(current -> Json.text(current, pointer));
            Optional<String> asked = Json.text(write.requested(), pointer);
            boolean firstPodRange = property.equals("networkProfile.podCidr")
                    && had.isEmpty()
                    && write.network().path("networkPluginMode").asText().equals("overlay");
            if (write.existing().isPresent()
                    && asked.isPresent()
                    && !firstPodRange
                    && !same(property, had, asked.get())) {
                return Refusals.propertyChange(property);
            }
        }
        boolean closes = write.current()
                        .filter(current -> Json.flag(current, "/oidcIssuerProfile/enabled"))
                        .isPresent()
                && !Json.flag(write.desired(), "/oidcIssuerProfile/enabled");
        return closes
                ? Refusals.badRequest(
                        "oidcIssuerProfile.enabled", "The OIDC issuer feature cannot be disabled once it is enabled.")
                : Refusals.none();
    }
}
