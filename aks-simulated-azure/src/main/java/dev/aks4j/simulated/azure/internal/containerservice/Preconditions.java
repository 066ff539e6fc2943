package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** The conditions {@code If-Match} and {@code If-None-Match}, as AKS documents them. */
final class Preconditions {

    private Preconditions() {}

    /** Checks a PUT, given the ETag of the resource if it exists. */
    static void put(ArmCall request, Optional<String> etag) {
        Optional<String> match = header(request, "If-Match");
        Optional<String> noneMatch = header(request, "If-None-Match");
        if (match.isPresent() && noneMatch.isPresent()) {
            throw ArmError.aks(
                    400, "BadRequest", "If-Match and If-None-Match cannot both be specified in one request.");
        }
        noneMatch.ifPresent(value -> {
            if (!value.equals("*")) {
                throw ArmError.aks(400, "BadRequest", "If-None-Match only supports the value '*'.");
            }
            if (etag.isPresent()) {
                throw failed("the resource exists already, and If-None-Match is '*'");
            }
        });
        match.ifPresent(value -> {
            if (etag.isEmpty()) {
                throw failed("the resource does not exist, and If-Match is '" + value + "'");
            }
            requireEqual(value, etag.get());
        });
    }

    /** Checks a PATCH or DELETE of a resource that exists. */
    static void existing(ArmCall request, String etag) {
        header(request, "If-Match").ifPresent(value -> requireEqual(value, etag));
    }

    private static void requireEqual(String value, String etag) {
        if (!value.equals("*") && !value.equals(etag)) {
            throw failed("the resource has ETag '" + etag + "', and If-Match is '" + value + "'");
        }
    }

    private static Optional<String> header(ArmCall request, String name) {
        return request.http()
                .header(name)
                .map(value -> value.replace("\"", "").trim())
                .filter(value -> !value.isEmpty());
    }

    private static ArmError failed(String why) {
        return ArmError.aks(412, "PreconditionFailed", "The precondition of the request is not met: " + why + ".");
    }
}
