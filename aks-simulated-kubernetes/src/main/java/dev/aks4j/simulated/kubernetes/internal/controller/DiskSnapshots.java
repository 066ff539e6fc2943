package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the disk driver says of a snapshot class. Stateless. */
final class DiskSnapshots {

    private static final Set<String> KNOWN = Set.of(("tags incremental resourcegroup location useragent subscriptionid"
                    + " dataaccessauthmode networkaccesspolicy publicnetworkaccess tagvaluedelimiter"
                    + " instantaccessdurationminutes")
            .split(" "));
    private static final String MINUTES = "instantaccessdurationminutes";

    private DiskSnapshots() {}

    /** Refuses what the driver refuses of a snapshot class. */
    static void create(Map<String, String> parameters, String region) {
        for (String key : new TreeSet<>(parameters.keySet())) {
            if (!KNOWN.contains(key.toLowerCase(Locale.ROOT))) {
                throw DriverRefusal.internal("AzureDisk - invalid option " + key + " in VolumeSnapshotClass");
            }
        }
        DriverRequest it = new DriverRequest(parameters);
        minutes(it);
        it.tags("tags", true, "");
        String mode = it.text("dataaccessauthmode");
        if (!mode.isEmpty() && !List.of("None", "AzureActiveDirectory").contains(mode)) {
            throw DriverRefusal.invalid("dataAccessAuthMode(" + mode + ") is not supported");
        }
        it.oneOf(
                "networkaccesspolicy",
                List.of("AllowAll", "AllowPrivate", "DenyAll"),
                "azureDisk - %s is not supported NetworkAccessPolicy. Supported values are [%s]");
        it.oneOf(
                "publicnetworkaccess",
                List.of("Disabled", "Enabled"),
                "azureDisk - %s is not supported PublicNetworkAccess. Supported values are [%s]");
        String location = it.text("location");
        if (!location.isEmpty()
                && !location.equals(region)
                && it.text("incremental").equals("false")) {
            throw DriverRefusal.invalid("could not create snapshot cross region with incremental is false");
        }
    }

    private static void minutes(DriverRequest it) {
        if (!it.has(MINUTES)) {
            return;
        }
        String value = it.text(MINUTES);
        String bad = DriverRequest.notANumber(value);
        String of = "invalid value(" + value + ") for " + MINUTES + ": ";
        if (!bad.isEmpty()) {
            throw DriverRefusal.invalid(of + bad.replace("strconv.Atoi", "strconv.ParseInt"));
        } else if (Long.parseLong(value) < 60 || Long.parseLong(value) > 300) {
            throw DriverRefusal.invalid("invalid value(" + Long.parseLong(value) + ") for " + MINUTES
                    + ": must be between 60 and 300 minutes");
        }
    }
}
