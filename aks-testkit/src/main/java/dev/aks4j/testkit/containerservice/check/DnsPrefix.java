package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.json.Json;
import java.util.Optional;
import java.util.regex.Pattern;

/** A cluster has a DNS prefix or, if it is private, an FQDN subdomain. */
final class DnsPrefix implements Check {

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9]([-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        Optional<String> prefix = Json.text(write.desired(), "/dnsPrefix");
        boolean subdomain = Json.has(write.desired(), "/fqdnSubdomain");
        if (prefix.isEmpty() == !subdomain) {
            return Refusals.invalidParameter("dnsPrefix", "exactly one of dnsPrefix and fqdnSubdomain is required");
        }
        return prefix.filter(text -> !FORM.matcher(text).matches())
                .flatMap(text -> Refusals.invalidParameter(
                        "dnsPrefix",
                        "\"" + text + "\" has 1 to 54 letters, digits and"
                                + " '-', and begins and ends with a letter or digit"));
    }
}
