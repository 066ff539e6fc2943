package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Revisions of the service mesh: which Kubernetes they go with, and until when they are offered. */
final class MeshSupport implements Check {

    private static final Pattern REVISION = Pattern.compile("asm-1-(\\d+)");

    /** The least and the greatest minor of Kubernetes of a revision, as published until 2025-09. */
    private record Fits(int least, int most) {}

    private static final Map<Integer, Fits> FITS = Map.of(
            17, new Fits(23, 28),
            18, new Fits(24, 28),
            19, new Fits(25, 28),
            20, new Fits(25, 29),
            21, new Fits(26, 30),
            22, new Fits(27, 30),
            23, new Fits(27, 32),
            24, new Fits(28, 33),
            25, new Fits(29, 33),
            26, new Fits(29, 34));

    private static final Map<Integer, YearMonth> LAST = Map.ofEntries(
            Map.entry(17, YearMonth.of(2024, 1)),
            Map.entry(18, YearMonth.of(2024, 2)),
            Map.entry(19, YearMonth.of(2024, 6)),
            Map.entry(20, YearMonth.of(2024, 9)),
            Map.entry(21, YearMonth.of(2024, 10)),
            Map.entry(22, YearMonth.of(2025, 3)),
            Map.entry(23, YearMonth.of(2025, 6)),
            Map.entry(24, YearMonth.of(2025, 9)),
            Map.entry(25, YearMonth.of(2026, 1)),
            Map.entry(26, YearMonth.of(2026, 2)),
            Map.entry(27, YearMonth.of(2026, 5)));

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        JsonNode mesh = write.requested().path("serviceMeshProfile");
        if (write.onPool() || !mesh.path("mode").asText().equals("Istio")) {
            return Refusals.none();
        }
        boolean chained =
                mesh.at("/istio/components/proxyRedirectionMechanism").asText().equals("CNIChaining");
        boolean had = write.current()
                .filter(now -> now.at("/serviceMeshProfile/mode").asText().equals("Istio"))
                .isPresent();
        for (String revision : AzureJson.texts(mesh, "/istio/revisions")) {
            Matcher form = REVISION.matcher(revision);
            if (!form.matches()) {
                continue;
            }
            int minor = Integer.parseInt(form.group(1));
            Fits fits = FITS.get(minor);
            YearMonth last = LAST.get(minor);
            if (fits != null && (write.minor() < fits.least() || write.minor() > fits.most())) {
                return refuse("the revision " + revision + " is not compatible with Kubernetes 1." + write.minor()
                        + ", but with 1." + fits.least() + " to 1." + fits.most());
            } else if (chained && minor < 25) {
                return refuse("CNIChaining needs the revision asm-1-25 or newer, not " + revision);
            } else if (!had
                    && last != null
                    && YearMonth.from(write.cloud().now().atOffset(ZoneOffset.UTC))
                            .isAfter(last)) {
                return refuse("the revision " + revision + " is out of support since the end of " + last);
            }
        }
        return Refusals.none();
    }

    private static Optional<ArmError> refuse(String details) {
        return Refusals.invalidParameter("serviceMeshProfile.istio.revisions", details);
    }
}
