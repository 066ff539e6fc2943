package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of a cluster's name, and the words that it must not contain. */
final class ClusterName implements Check {

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9]([-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        String name = write.name();
        if (!FORM.matcher(name).matches()) {
            return Refusals.invalidParameter(
                    "name",
                    "\"" + name + "\" has 1 to 63 letters, digits, '-' and '_', and"
                            + " begins and ends with a letter or digit");
        }
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.contains("MICROSOFT") || upper.contains("WINDOWS")) {
            return Refusals.invalidParameter(
                    "name",
                    "\"" + name + "\" managed cluster name is invalid because"
                            + " 'MICROSOFT' and 'WINDOWS' can't be used as either a whole word or a substring in the name");
        }
        if (upper.startsWith("LOGIN") || upper.startsWith("XBOX") || upper.equals("AZURE")) {
            return Refusals.invalidParameter(
                    "name",
                    "\"" + name + "\" managed cluster name is invalid because it is a"
                            + " reserved word or begins with one");
        }
        return Refusals.none();
    }
}
