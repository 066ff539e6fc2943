package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plugin, mode, data plane and policy change only along the one-way roads. */
final class NetworkMigration implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        if (write.existing().isEmpty() || write.onPool()) {
            return Refusals.none();
        }
        JsonNode had = write.current().orElseThrow().path("networkProfile");
        ObjectNode wanted = write.network();
        boolean wasOverlay = had.path("networkPluginMode").asText().equals("overlay");
        boolean overlay = wanted.path("networkPluginMode").asText().equals("overlay");
        String plugin = had.path("networkPlugin").asText();
        if (wasOverlay && !overlay) {
            return Refusals.propertyChange("networkProfile.networkPluginMode");
        }
        boolean pluginKept = plugin.equals(wanted.path("networkPlugin").asText());
        if (!pluginKept && !(plugin.equals("kubenet") && overlay)) {
            return Refusals.propertyChange("networkProfile.networkPlugin");
        }
        boolean backFromCilium = had.path("networkDataplane").asText().equals("cilium")
                && !wanted.path("networkDataplane").asText().equals("cilium");
        if (backFromCilium) {
            return Refusals.propertyChange("networkProfile.networkDataplane");
        }
        Set<String> policies = new HashSet<>(List.of(
                had.path("networkPolicy").asText(), wanted.path("networkPolicy").asText()));
        return policies.equals(Set.of("azure", "calico"))
                ? Refusals.propertyChange("networkProfile.networkPolicy")
                : Refusals.none();
    }
}
