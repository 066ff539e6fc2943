package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for the names, ports and name servers of pods. Not thread-safe. */
final class PodNetworkRules {

    private final Checks checks;
    private final Errors errors;

    PodNetworkRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void hostPorts(JsonNode spec, String at, boolean pod) {
        if (!spec.path("hostNetwork").asBoolean()) {
            return;
        }
        Checks.each(
                at + ".containers",
                spec.path("containers"),
                (here, container) -> Checks.each(here + ".ports", container.path("ports"), (where, port) -> {
                    long host = port.path("hostPort").asLong();
                    if ((pod || host != 0) && host != port.path("containerPort").asLong()) {
                        errors.invalid(
                                where + ".hostPort", host, "must match `containerPort` when `hostNetwork` is true");
                    }
                }));
    }

    void dns(JsonNode spec, String at) {
        JsonNode config = spec.path("dnsConfig");
        JsonNode servers = config.path("nameservers");
        if (KubeJson.text(spec, "dnsPolicy").equals("None")) {
            if (!config.isObject()) {
                errors.required(at, "must provide `dnsConfig` when `dnsPolicy` is None");
                return;
            }
            if (servers.isEmpty()) {
                errors.required(
                        at + ".nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None");
                return;
            }
        }
        if (servers.size() > 3) {
            errors.invalid(at + ".nameservers", servers, "must not have more than 3 nameservers");
        }
        Checks.each(at + ".nameservers", servers, (here, server) -> checks.address(here, server.asText()));
        JsonNode searches = config.path("searches");
        if (searches.size() > 32) {
            errors.invalid(at + ".searches", searches, "must not have more than 32 search paths");
        }
        if (String.join(" ", KubeJson.texts(searches)).length() > 2048) {
            errors.invalid(
                    at + ".searches",
                    searches,
                    "must not have more than 2048 characters (including spaces) in the search list");
        }
        Checks.each(at + ".searches", searches, (here, search) -> {
            String text = search.asText();
            if (!text.equals(".")) {
                String domain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
                errors.each(here, domain, Names.underscored(domain));
            }
        });
        Checks.each(at + ".options", config.path("options"), (here, option) -> {
            if (KubeJson.text(option, "name").isEmpty()) {
                errors.required(here, "must not be empty");
            }
        });
    }

    void hostname(JsonNode spec, String at) {
        if (!spec.hasNonNull("hostnameOverride")) {
            return;
        }
        String here = at + ".hostnameOverride";
        String name = KubeJson.text(spec, "hostnameOverride");
        if (spec.path("setHostnameAsFQDN").asBoolean()) {
            errors.forbidden(here, "may not be specified when setHostnameAsFQDN is true");
        }
        if (spec.path("hostNetwork").asBoolean()) {
            errors.forbidden(here, "may not be specified when hostNetwork is true");
        }
        if (name.length() > 64) {
            errors.tooLong(here, 64);
        }
        checks.subdomain(here, name);
    }

    void aliases(JsonNode aliases, String at) {
        Checks.each(at, aliases, (here, alias) -> {
            checks.address(here + ".ip", KubeJson.text(alias, "ip"));
            Checks.each(
                    here + ".hostnames",
                    alias.path("hostnames"),
                    (where, name) -> checks.subdomain(where, name.asText()));
        });
    }
}
