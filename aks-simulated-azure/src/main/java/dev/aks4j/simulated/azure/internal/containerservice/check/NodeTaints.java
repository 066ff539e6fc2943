package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of taints. */
final class NodeTaints implements PoolCheck {

    private static final Pattern FORM = Pattern.compile(
            "[a-zA-Z\\d][\\w\\-./]{0,252}(=([a-zA-Z\\d][\\w\\-.]{0,62})?)?:(NoSchedule|PreferNoSchedule|NoExecute)");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        return AzureJson.texts(pool.requested(), "/nodeTaints").stream()
                .filter(taint -> !FORM.matcher(taint).matches())
                .findFirst()
                .flatMap(taint -> Refusals.badRequest(taint, "Invalid node taint: " + taint + "."));
    }
}
