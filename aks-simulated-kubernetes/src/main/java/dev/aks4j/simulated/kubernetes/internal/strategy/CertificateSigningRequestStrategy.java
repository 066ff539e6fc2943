package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for requests for certificates. Stateless. */
final class CertificateSigningRequestStrategy implements Strategy {

    @Override
    public void create(ObjectNode object) {
        object.remove("status");
    }

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        if (!spec.hasNonNull("usages")) {
            spec.remove("usages");
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        if (spec.path("usages").isEmpty()) {
            errors.required("spec.usages", errors.release().atLeast(37) ? "" : "usages is required");
        }
        String signer = KubeJson.text(spec, "signerName");
        if (signer.isEmpty()) {
            errors.required("spec.signerName");
        } else if (!signer.contains("/")) {
            errors.invalid(
                    "spec.signerName",
                    signer,
                    "must be a fully qualified domain and path of the form" + " 'example.com/signer-name'");
        }
        JsonNode seconds = spec.path("expirationSeconds");
        if (seconds.isNumber() && seconds.asLong() < 600) {
            errors.invalid(
                    "spec.expirationSeconds", seconds, "may not specify a duration less than 600 seconds (10 minutes)");
        }
    }
}
