package dev.aks4j.network.resource;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Rule;
import dev.aks4j.core.resource.ArmSpec;
import java.util.function.Predicate;

/** Names of network resources, the version of their API, and rules that most of them have. */
final class ResourceNames {

    /** The version that azure-resourcemanager-network 2.57.0 speaks. */
    static final String API_VERSION = "2025-03-01";

    static final String TYPE = "Microsoft.Network/";
    static final String LIMITS = "Azure subscription limits, networking, 2026";
    private static final String USUAL = "[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?";
    static final String NAMING = "Azure Resource Manager, naming rules for Microsoft.Network, 2026";

    private ResourceNames() {}

    /** Whether it is a name as most resources and their parts have. */
    static boolean isUsual(String name) {
        return name.matches(USUAL);
    }

    /** The rule that most types have: 1 to 80 characters. */
    static <S extends ArmSpec> Rule<S> usual(String id, String what) {
        return of(
                id,
                what + " has a name of 1-80 letters, digits, dots, hyphens and underscores; it starts with a letter or"
                        + " digit and ends with one or an underscore.",
                ResourceNames::isUsual,
                "Use 1-80 letters, digits, '.', '-' or '_', beginning with a letter or digit and not ending with '.' or"
                        + " '-'.");
    }

    static <S extends ArmSpec> Rule<S> of(String id, String statement, Predicate<String> good, String fix) {
        return Rule.<S>error(id, statement)
                .prevents(answered(400, "InvalidResourceName"))
                .source(NAMING)
                .check((spec, findings) -> {
                    if (!good.test(spec.name())) {
                        findings.report("name", spec.name(), "is not a name of this type", fix);
                    }
                });
    }
}
