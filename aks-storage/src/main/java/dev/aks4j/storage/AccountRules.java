package dev.aks4j.storage;

import static dev.aks4j.storage.Parameters.onlyIf;
import static dev.aks4j.storage.Parameters.path;
import static dev.aks4j.storage.Parameters.rule;

import dev.aks4j.core.model.Rule;
import java.util.List;

/** What the file and blob drivers demand alike of a class in storage accounts. */
final class AccountRules {

    private static final String DRIVERS = "azurefile and blob CSI drivers, controllerserver.go, 2026-08";

    static final Rule<StorageClassSpec> ACCOUNT_NAME = rule(
                    "AKS-STO-040",
                    "A storage account's name has 3-24 lower-case letters and digits.",
                    "Azure docs, storage-account-overview, 2026")
            .prevents(Parameters.PASSED_ON)
            .check((it, findings) -> it.said("storageAccount")
                    .filter(name -> !name.matches("[a-z0-9]{3,24}"))
                    .ifPresent(name -> findings.report(
                            path("storageAccount"),
                            name,
                            "is not the name of a storage account",
                            "Use 3-24 lower-case letters and digits.")));

    static final Rule<StorageClassSpec> MATCH_TAGS = rule(
                    "AKS-STO-041", "Accounts are matched by tags only where no account is named.", DRIVERS)
            .check((it, findings) -> it.said("storageAccount")
                    .filter(account -> it.isTrue("matchTags"))
                    .ifPresent(account -> findings.report(
                            path("matchTags"),
                            true,
                            "is set with storage account " + account,
                            "Remove matchTags() or storageAccount(...).")));

    static final Rule<StorageClassSpec> KEYS = rule(
                    "AKS-STO-042", "No key is kept in a secret where account keys are switched off.", DRIVERS)
            .check((it, findings) -> {
                if (it.isFalse("allowSharedKeyAccess") && keepsKey(it)) {
                    findings.report(
                            path("storeAccountKey"),
                            it.parameter("storeAccountKey").orElse("true (the default)"),
                            "is set for accounts without keys",
                            "Use noSharedKeys(), which switches both off, or mount with an identity.");
                }
            });

    static final Rule<StorageClassSpec> DNS_ZONE = onlyIf(
            rule("AKS-STO-043", "A private DNS zone goes with a private endpoint.", DRIVERS),
            AccountRules::hasPrivateEndpoint,
            "is set without a private endpoint",
            "Add privateEndpoint().",
            "privateDNSZoneResourceGroup");

    static final Rule<StorageClassSpec> ONE_SUBNET = rule(
                    "AKS-STO-044", "A private endpoint is in one subnet.", DRIVERS)
            .check((it, findings) -> it.parameter("subnetName")
                    .filter(subnets -> hasPrivateEndpoint(it) && subnets.contains(","))
                    .ifPresent(subnets ->
                            findings.report(path("subnetName"), subnets, "are several subnets", "Name one of them.")));

    static final Rule<StorageClassSpec> PERMISSIONS = rule(
                    "AKS-STO-045", "Permissions of a mount are octal digits.", DRIVERS)
            .check((it, findings) -> it.parameter("mountPermissions")
                    .filter(value -> !(it.driver() == Driver.BLOB && value.isEmpty()))
                    .filter(value -> !value.matches("0*[0-7]{1,10}|0*[123][0-7]{10}"))
                    .ifPresent(value ->
                            findings.report(path("mountPermissions"), value, "is not octal", "Write it like 0770.")));

    static final Rule<StorageClassSpec> GROUP_CHANGE = Parameters.oneOf(
            "AKS-STO-046", "fsGroupChangePolicy", DRIVERS, List.of("OnRootMismatch", "Always", "None"));

    static final Rule<StorageClassSpec> DATA_PLANE = rule(
                    "AKS-STO-047", "The data plane is used or not; for shares also with OAuth.", DRIVERS)
            .prevents(Parameters.REFUSED_OR_FALSE)
            .check((it, findings) -> it.parameter("useDataPlaneAPI")
                    .filter(value -> !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false"))
                    .filter(value -> !(it.driver() == Driver.FILE ? value.equalsIgnoreCase("oauth") : value.isEmpty()))
                    .ifPresent(value -> findings.report(
                            path("useDataPlaneAPI"),
                            "\"" + value + "\"",
                            "is no choice of the driver",
                            "Use true or false.")));

    static final Rule<StorageClassSpec> RANDOM = Parameters.warning(
                    "AKS-STO-048", "Accounts are chosen by tags or at random.", DRIVERS)
            .check((it, findings) -> {
                if (it.isTrue("matchTags") && it.isTrue("selectRandomMatchingAccount")) {
                    findings.report(
                            path("selectRandomMatchingAccount"), true, "is set with matchTags", "Keep one of the two.");
                }
            });

    static final List<Rule<StorageClassSpec>> ALL = List.of(
            ACCOUNT_NAME, MATCH_TAGS, KEYS, DNS_ZONE, ONE_SUBNET, PERMISSIONS, GROUP_CHANGE, DATA_PLANE, RANDOM);

    private AccountRules() {}

    /** Returns whether the driver keeps the account's key: not with NFS or an identity, which need none. */
    private static boolean keepsKey(StorageClassSpec it) {
        boolean identity = it.driver() == Driver.FILE
                ? FileRules.isNfs(it)
                        || it.isTrue("mountWithManagedIdentity")
                        || it.isTrue("mountWithOAuthToken")
                        || it.isTrue("mountWithWorkloadIdentityToken")
                : BlobRules.isNfs(it)
                        || it.isTrue("mountWithWorkloadIdentityToken")
                        || it.parameter("AzureStorageAuthType")
                                .filter("MSI"::equalsIgnoreCase)
                                .isPresent();
        return !identity && !it.isFalse("storeAccountKey");
    }

    private static boolean hasPrivateEndpoint(StorageClassSpec it) {
        return it.parameter("networkEndpointType")
                .filter("privateEndpoint"::equalsIgnoreCase)
                .isPresent();
    }
}
