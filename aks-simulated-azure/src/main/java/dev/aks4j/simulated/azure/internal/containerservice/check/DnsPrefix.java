package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;
import java.util.regex.Pattern;

/** A cluster has a DNS prefix or, if it is private, an FQDN subdomain. */
final class DnsPrefix implements Check {

    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9]([-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        Optional<String> prefix = AzureJson.text(write.desired(), "/dnsPrefix");
        boolean subdomain = AzureJson.has(write.desired(), "/fqdnSubdomain");
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
