package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;

/** The names of node images: a new one every Monday. */
final class NodeImages {

    private static final DateTimeFormatter RELEASE = DateTimeFormatter.ofPattern("yyyyMM.dd.0");

    private NodeImages() {}

    static String latest(ObjectNode pool, int minor, boolean arm64, Instant now) {
        LocalDate monday =
                now.atZone(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        String release = RELEASE.format(monday);
        String sku = AzureJson.text(pool, "/osSKU").orElse("Ubuntu");
        String arm = arm64 ? "arm64" : "";
        return switch (sku) {
            case "Windows2022" ->
                "AKSWindows-2022-containerd-20348.4294."
                        + release.substring(2, 8).replace(".", "");
            case "Windows2025" ->
                "AKSWindows-2025-containerd-26100.6905."
                        + release.substring(2, 8).replace(".", "");
            case "AzureLinux", "AzureLinux3" -> "AKSAzureLinux-V3gen2" + arm + "-" + release;
            case "Ubuntu2204" -> "AKSUbuntu-2204gen2" + arm + "containerd-" + release;
            case "Ubuntu2404" -> "AKSUbuntu-2404gen2" + arm + "containerd-" + release;
            default -> "AKSUbuntu-" + (minor >= 35 ? "2404" : "2204") + "gen2" + arm + "containerd-" + release;
        };
    }
}
