package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of a pool's name: twelve characters, six for Windows. */
final class PoolName implements PoolCheck {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{0,11}");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        int most = pool.windows() ? 6 : 12;
        return FORM.matcher(pool.name()).matches() && pool.name().length() <= most
                ? Refusals.none()
                : Refusals.invalidParameter(
                        "agentPoolProfile.name",
                        "\"" + pool.name() + "\" has 1 to " + most
                                + " lower-case letters and digits, and begins with a letter");
    }
}
