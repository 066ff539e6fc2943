package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for requests for certificates. Stateless. */
final class CertificateSigningRequestStrategy implements Strategy {

    private static final Set<String> DECISIONS = Set.of("Approved", "Denied");
    private static final List<String> USAGES = List.of(
            "any",
            "cert sign",
            "client auth",
            "code signing",
            "content commitment",
            "crl sign",
            "data encipherment",
            "decipher only",
            "digital signature",
            "email protection",
            "encipher only",
            "ipsec end system",
            "ipsec tunnel",
            "ipsec user",
            "key agreement",
            "key encipherment",
            "microsoft sgc",
            "netscape sgc",
            "ocsp signing",
            "s/mime",
            "server auth",
            "signing",
            "timestamping");

    @Override
    public void create(ObjectNode object) {
        object.putObject("status");
    }

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        if (!spec.hasNonNull("usages")) {
            spec.remove("usages");
        }
    }

    private static void request(JsonNode request, Errors errors) {
        boolean good = false;
        try {
            String text = new String(Base64.getDecoder().decode(request.asText("")), StandardCharsets.ISO_8859_1);
            good = text.contains("-----BEGIN CERTIFICATE REQUEST-----");
        } catch (IllegalArgumentException e) {
            good = false;
        }
        if (!good) {
            errors.invalid(
                    "spec.request",
                    (Object) (request.isTextual() ? request : null),
                    "PEM block type must be CERTIFICATE REQUEST");
        }
    }

    /** What was asked for stays; whoever asked is known already. */
    @Override
    public void update(ObjectNode now, ObjectNode before) {
        now.set("spec", before.path("spec").deepCopy());
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        conditions(now, before, false, errors);
        JsonNode certificate = now.path("status").path("certificate");
        if (certificate.isTextual() && !certificate.equals(before.path("status").path("certificate"))) {
            String text = "";
            try {
                text = new String(Base64.getDecoder().decode(certificate.asText()), StandardCharsets.ISO_8859_1);
            } catch (IllegalArgumentException e) {
                text = "";
            }
            if (!text.contains("-----BEGIN CERTIFICATE-----")) {
                errors.invalid(
                        "status.certificate", "<certificate data>", "must contain at least one CERTIFICATE PEM block");
            }
        }
    }

    @Override
    public void validatePart(String part, ObjectNode now, ObjectNode before, Errors errors) {
        if (part.equals("approval")) {
            conditions(now, before, true, errors);
        }
    }

    /** Approved and Denied are said once, through the approval; Failed is said through the status. */
    private static void conditions(ObjectNode now, ObjectNode before, boolean approval, Errors errors) {
        Set<String> types = types(now);
        Set<String> had = types(before);
        Checks.each("status.conditions", now.path("status").path("conditions"), (at, condition) -> {
            String type = KubeJson.text(condition, "type");
            String status = KubeJson.text(condition, "status");
            if (type.isEmpty()) {
                errors.required(at + ".type");
            }
            if (DECISIONS.contains(type) || type.equals("Failed")) {
                errors.requiredOneOf(at + ".status", status, "True");
            } else {
                errors.requiredOneOf(at + ".status", status, "False", "True", "Unknown");
            }
        });
        if (types.containsAll(DECISIONS)) {
            errors.invalid("status.conditions", "Denied", "Approved and Denied conditions are mutually exclusive");
        }
        for (String type : List.of("Approved", "Denied", "Failed")) {
            if (!approval && DECISIONS.contains(type) && types.contains(type) && !had.contains(type)) {
                errors.forbidden("status.conditions", "updates may not add a condition of type \"" + type + "\"");
            }
            if (had.contains(type) && !types.contains(type)) {
                errors.forbidden("status.conditions", "updates may not remove a condition of type \"" + type + "\"");
            }
        }
    }

    private static Set<String> types(ObjectNode object) {
        Set<String> types = new HashSet<>();
        object.path("status").path("conditions").forEach(one -> types.add(KubeJson.text(one, "type")));
        return types;
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        if (spec.path("usages").isEmpty()) {
            errors.required("spec.usages", errors.release().atLeast(37) ? "" : "usages is required");
        }
        Set<String> seen = new HashSet<>();
        Checks.each("spec.usages", spec.path("usages"), (at, usage) -> {
            if (!USAGES.contains(usage.asText())) {
                errors.notSupported(at, usage.asText(), USAGES.toArray(String[]::new));
            }
            if (!seen.add(usage.asText())) {
                errors.duplicate(at, usage.asText());
            }
        });
        request(spec.path("request"), errors);
        String signer = KubeJson.text(spec, "signerName");
        if (signer.isEmpty()) {
            errors.required("spec.signerName");
        } else if (signer.equals("kubernetes.io/legacy-unknown")) {
            errors.invalid("spec.signerName", signer, "the legacy signerName is not allowed via this API version");
        } else if (signer.indexOf('/') > 0
                && !Names.subdomain(signer.substring(0, signer.indexOf('/'))).isEmpty()) {
            String domain = signer.substring(0, signer.indexOf('/'));
            errors.invalid(
                    "spec.signerName",
                    signer,
                    "validating label \"" + domain + "\": "
                            + Names.subdomain(domain).get(0));
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
