package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.containerservice.PoolWrite;
import dev.aks4j.testkit.json.Json;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of taints. */
final class NodeTaints implements PoolCheck {

    private static final Pattern FORM = Pattern.compile(
            "[a-zA-Z\\d][\\w\\-./]{0,252}(=([a-zA-Z\\d][\\w\\-.]{0,62})?)?:(NoSchedule|PreferNoSchedule|NoExecute)");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        return Json.texts(pool.requested(), "/nodeTaints").stream()
                .filter(taint -> !FORM.matcher(taint).matches())
                .findFirst()
                .flatMap(taint -> Refusals.badRequest(taint, "Invalid node taint: " + taint + "."));
    }
}
