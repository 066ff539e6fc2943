package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What config maps and secrets have in common. Stateless. */
final class DataRules {

    static final int LIMIT = 1024 * 1024;

    private static final String WHEN_SET = "field is immutable when `immutable` is set";

    private DataRules() {}

    static void sealed(ObjectNode now, ObjectNode before, Errors errors, String... fields) {
        if (!before.path("immutable").asBoolean()) {
            return;
        }
        if (!now.path("immutable").asBoolean()) {
            errors.forbidden("immutable", WHEN_SET);
        }
        for (String field : fields) {
            if (!Errors.same(now.path(field), before.path(field))) {
                errors.forbidden(field, WHEN_SET);
            }
        }
    }

    static int decoded(String base64) {
        return base64.length() / 4 * 3 - (base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0);
    }
}
