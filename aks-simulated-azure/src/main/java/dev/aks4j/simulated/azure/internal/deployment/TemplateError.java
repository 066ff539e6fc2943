package dev.aks4j.simulated.azure.internal.deployment;

import java.util.Objects;

/** Says what is wrong with a template, in Resource Manager's words. */
final class TemplateError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateError(String message) {
        super(message, null, false, false);
    }

    static TemplateError expression(String why) {
        return new TemplateError("Deployment template language expression evaluation failed: '" + why
                + "'. Please see https://aka.ms/arm-functions for usage details.");
    }

    static TemplateError validation(String why) {
        return new TemplateError("Deployment template validation failed: '" + why + "'.");
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
