package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.List;
import java.util.Locale;

/** What the drivers of shares and of containers say alike. Stateless. */
final class AccountDrivers {

    private AccountDrivers() {}

    static void endpoint(DriverRequest it, String zoneKey) {
        boolean endpoint = it.text("networkendpointtype").equalsIgnoreCase("privateendpoint");
        if (endpoint && it.text("subnetname").contains(",")) {
            throw DriverRefusal.invalid(
                    "subnetName(" + it.text("subnetname") + ") can only contain one subnet for private endpoint");
        }
        String zone = it.text("privatednszoneresourcegroup");
        if (!endpoint && !zone.isEmpty()) {
            throw DriverRefusal.invalid(zoneKey + "(" + zone + ") is only supported with private endpoint");
        }
    }

    static void keys(DriverRequest it, boolean keyless) {
        boolean stored = !keyless && !it.text("storeaccountkey").equalsIgnoreCase("false");
        boolean allowed = !it.has("allowsharedkeyaccess") || it.parsed("allowsharedkeyaccess", "");
        if (stored && !allowed) {
            throw DriverRefusal.invalid("storeAccountKey is not supported for account with shared access key disabled");
        }
    }

    static void permissions(DriverRequest it, boolean emptyAllowed) {
        String value = it.text("mountpermissions");
        boolean octal = value.matches("0*[0-7]{1,10}|0*[123][0-7]{10}");
        if (it.has("mountpermissions") && !octal && !(emptyAllowed && value.isEmpty())) {
            throw DriverRefusal.invalid("invalid mountPermissions " + value + " in storage class");
        }
    }

    static void groupChange(DriverRequest it) {
        it.oneOf(
                "fsgroupchangepolicy",
                List.of("None", "Always", "OnRootMismatch"),
                "fsGroupChangePolicy(%s) is not supported, supported fsGroupChangePolicy list: [%s]");
    }

    static void publicAccess(DriverRequest it) {
        it.oneOf(
                "publicnetworkaccess",
                List.of("Disabled", "Enabled", "SecuredByPerimeter"),
                "publicNetworkAccess(%s) is not supported, supported PublicNetworkAccess list: [%s]");
    }

    static void prefix(DriverRequest it, String name) {
        String prefix = it.text(name.toLowerCase(Locale.ROOT));
        if (!prefix.isEmpty() && !prefix.matches("[a-z0-9][a-z0-9-]{0,19}")) {
            throw DriverRefusal.invalid(name + "(" + prefix
                    + ") can only contain lowercase letters, numbers, hyphens, and length should be less than 21");
        }
    }
}
