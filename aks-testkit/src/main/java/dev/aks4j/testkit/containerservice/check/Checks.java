package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.containerservice.ClusterWrite;
import java.util.List;

/** All checks, in the order in which they are made; the first refusal is the answer. */
public final class Checks {

    private static final List<Check> ALL = List.of();

    private Checks() {}

    /** Makes all checks. */
    public static void require(ClusterWrite write) {
        for (Check check : ALL) {
            check.refuse(write).ifPresent(error -> {
                throw error;
            });
        }
    }
}
