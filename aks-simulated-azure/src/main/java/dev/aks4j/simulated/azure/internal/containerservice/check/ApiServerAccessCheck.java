package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** Authorized ranges are public addresses, at most 200, and not for private clusters. */
final class ApiServerAccessCheck implements Check {

    private static final List<String> RESERVED = List.of(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "224.0.0.0/4",
            "240.0.0.0/4");

    private static boolean good(String text) {
        if (text.equals("0.0.0.0/32") || text.isEmpty()) {
            return true;
        }
        Optional<AddressRange> range = AddressRange.parse(text).or(() -> AddressRange.parseAddress(text));
        return range.filter(each -> each.bits() == 32
                        && RESERVED.stream()
                                .flatMap(r -> AddressRange.parse(r).stream())
                                .noneMatch(each::overlaps))
                .isPresent();
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        List<String> ranges = AzureJson.texts(write.desired(), "/apiServerAccessProfile/authorizedIPRanges");
        boolean hidden = AzureJson.flag(write.desired(), "/apiServerAccessProfile/enablePrivateCluster");
        if (hidden && !ranges.isEmpty()) {
            return Refusals.badRequest(
                    "apiServerAccessProfile", "Authorized IP ranges are not supported for private clusters.");
        }
        if (ranges.size() > 200) {
            return Refusals.invalidParameter(
                    "apiServerAccessProfile.authorizedIPRanges",
                    "at most 200 ranges are allowed, not " + ranges.size());
        }
        if (ranges.size() > 1 && ranges.contains("0.0.0.0/32")) {
            return Refusals.invalidParameter("apiServerAccessProfile.authorizedIPRanges", "0.0.0.0/32 stands alone");
        }
        return ranges.stream()
                .filter(text -> !good(text))
                .findFirst()
                .flatMap(text -> Refusals.invalidParameter(
                        "apiServerAccessProfile.authorizedIPRanges",
                        "\"" + text + "\" must be a global non-reserved address or CIDR"));
    }
}
