package dev.aks4j.storage;

import static dev.aks4j.storage.Parameters.onlyIf;
import static dev.aks4j.storage.Parameters.path;
import static dev.aks4j.storage.Parameters.rule;

import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Stream;

/** What the file driver demands of a class of file shares. */
final class FileRules {

    private static final String DRIVER =
            "azurefile CSI driver, docs/driver-parameters.md and controllerserver.go, 2026-08";

    static final Rule<StorageClassSpec> SKU =
            Parameters.sku("AKS-STO-060", Parameters.PASSED_ON, DRIVER, List.of(FileSku.values()));

    static final Rule<StorageClassSpec> PROTOCOL =
            Parameters.oneOf("AKS-STO-061", "protocol", DRIVER, List.of("smb", "nfs"));

    static final Rule<StorageClassSpec> NFS_PREMIUM = rule("AKS-STO-062", "NFS shares are in premium accounts.", DRIVER)
            .check((it, findings) -> {
                if (isNfs(it)
                        && FileSku.read(it.sku())
                                .filter(sku -> !sku.isPremium())
                                .isPresent()) {
                    findings.report(
                            path("skuName"),
                            it.sku(),
                            "is set with NFS",
                            "Use FileSku.PREMIUM or another premium type, or remove nfs().");
                }
            });

    static final Rule<StorageClassSpec> SHARE_NAME = rule(
                    "AKS-STO-063",
                    "A share's name has 3-63 lower-case letters, digits and single hyphens, none at its ends; names of"
                            + " claims and volumes may be filled in.",
                    DRIVER)
            .prevents(Parameters.PASSED_ON)
            .check((it, findings) -> it.said("shareName")
                    .filter(name -> !Parameters.isAccountPart(name))
                    .ifPresent(name -> findings.report(
                            path("shareName"),
                            name,
                            "is not the name of a share",
                            "Use 3-63 lower-case letters, digits and single hyphens, or ${pvc.metadata.name}.")));

    static final Rule<StorageClassSpec> SHARE_PREFIX = rule(
                    "AKS-STO-064",
                    "A prefix of shares has up to 20 lower-case letters, digits and hyphens, and starts with none.",
                    DRIVER)
            .check((it, findings) -> it.said("shareNamePrefix")
                    .filter(prefix -> !prefix.matches("[a-z0-9][a-z0-9-]{0,19}"))
                    .ifPresent(prefix -> findings.report(
                            path("shareNamePrefix"),
                            prefix,
                            "is not a prefix of shares",
                            "Use up to 20 lower-case letters, digits and hyphens.")));

    static final Rule<StorageClassSpec> FOLDER = rule(
                    "AKS-STO-065",
                    "A folder is a path of names without \\ : * ? \" < > |, none of them empty, . or .., or with a dot or"
                            + " space at its end.",
                    DRIVER)
            .check((it, findings) -> it.parameter("folderName")
                    .map(folder -> folder.replaceAll("^/+|/+$", ""))
                    .filter(folder -> !folder.isEmpty())
                    .filter(folder -> Stream.of(folder.split("/", -1))
                            .anyMatch(part -> part.isEmpty()
                                    || part.matches(".*[\\\\:*?\"<>|\\x00-\\x1f].*")
                                    || part.matches(".*[. ]")))
                    .ifPresent(folder -> findings.report(
                            path("folderName"),
                            folder,
                            "is not a folder",
                            "Write it like shop/${pvc.metadata.name}.")));

    static final Rule<StorageClassSpec> TIER = rule(
                    "AKS-STO-066",
                    "The tier Premium is for premium accounts, the tiers TransactionOptimized, Hot and Cool for standard"
                            + " ones.",
                    DRIVER)
            .prevents(Parameters.REFUSED_OR_AZURE)
            .check((it, findings) -> Stream.of("accessTier", "shareAccessTier")
                    .forEach(key -> it.said(key).ifPresent(tier -> {
                        boolean known = Stream.of(FileClass.AccessTier.values())
                                .anyMatch(value -> value.toString().equals(tier));
                        boolean premium = FileSku.read(it.sku())
                                .filter(FileSku::isPremium)
                                .isPresent();
                        if (!known || premium != tier.equals("Premium")) {
                            findings.report(
                                    path(key),
                                    tier,
                                    "is no tier of " + it.sku(),
                                    premium
                                            ? "Use AccessTier.PREMIUM, or leave it out."
                                            : "Use TRANSACTION_OPTIMIZED, HOT or COOL.");
                        }
                    })));

    static final Rule<StorageClassSpec> ACCOUNT_TIER =
            Parameters.oneOf("AKS-STO-067", "accountAccessTier", DRIVER, List.of("Hot", "Cool", "Cold", "Premium"));

    static final Rule<StorageClassSpec> ACCOUNT_TIER_UNUSED = Parameters.warning(
                    "AKS-STO-080",
                    "The driver makes accounts without their tier, and then finds none of it: with Cool or Cold each"
                            + " volume gets an account of its own.",
                    DRIVER)
            .check((it, findings) -> it.said("accountAccessTier")
                    .ifPresent(tier -> findings.report(
                            path("accountAccessTier"),
                            tier,
                            "does not reach the account",
                            "Leave it out, or name a storageAccount(...) of that tier.")));

    static final Rule<StorageClassSpec> IGNORED = Parameters.warning(
                    "AKS-STO-081",
                    "Encryption in transit is of NFS, identities are of SMB; the driver ignores the rest.",
                    DRIVER)
            .check((it, findings) -> Stream.of(
                            "encryptInTransit",
                            "mountWithManagedIdentity",
                            "mountWithWorkloadIdentityToken",
                            "diskName")
                    .filter(key -> key.equals("diskName") ? it.said(key).isPresent() : it.isTrue(key))
                    .filter(key -> !key.equals("encryptInTransit") == isNfs(it) || key.equals("diskName"))
                    .forEach(key -> findings.report(
                            path(key), it.parameter(key).orElseThrow(), "has no effect here", "Remove it.")));

    static final Rule<StorageClassSpec> QUOTA = rule("AKS-STO-068", "An account's quota is 100 GiB or more.", DRIVER)
            .check((it, findings) -> Parameters.number(it, findings, "accountQuota", 100, Integer.MAX_VALUE, " GiB"));

    static final Rule<StorageClassSpec> LARGE = onlyIf(
            Parameters.warning("AKS-STO-069", "Large file shares are an option of standard accounts.", DRIVER),
            it -> FileSku.read(it.sku())
                    .filter(sku -> !sku.isPremium() && !sku.isV2())
                    .isPresent(),
            "is set for an account whose shares are large anyway",
            "Remove largeFileShares().",
            "enableLargeFileShares");

    static final Rule<StorageClassSpec> PROVISIONED = onlyIf(
            rule("AKS-STO-070", "IOPS and bandwidth are set for v2 types only.", DRIVER)
                    .prevents(Parameters.PASSED_ON),
            it -> FileSku.read(it.sku()).filter(FileSku::isV2).isPresent(),
            "is set for a share whose performance follows from its size",
            "Use FileSku.PREMIUM_V2 or STANDARD_V2, or remove it.",
            "provisionedIOPS",
            "provisionedBandwidth");

    static final Rule<StorageClassSpec> PROVISIONED_LIMITS = rule(
                    "AKS-STO-071",
                    "A standard v2 share has at most 50,000 IOPS and 5,120 MiB/s, a premium v2 share 102,400 and 10,340.",
                    DRIVER)
            .prevents(Parameters.PASSED_ON)
            .check((it, findings) -> FileSku.read(it.sku())
                    .filter(FileSku::isV2)
                    .ifPresent(sku -> {
                        Parameters.number(
                                it, findings, "provisionedIOPS", 1, sku.isPremium() ? 102_400 : 50_000, " for " + sku);
                        Parameters.number(
                                it,
                                findings,
                                "provisionedBandwidth",
                                1,
                                sku.isPremium() ? 10_340 : 5_120,
                                " for " + sku);
                    }));

    static final Rule<StorageClassSpec> NUMBERS = rule(
                    "AKS-STO-082", "Provisioned IOPS and bandwidth are whole numbers of 0 or more.", DRIVER)
            .check((it, findings) -> Stream.of("provisionedIOPS", "provisionedBandwidth")
                    .forEach(key -> it.parameter(key)
                            .filter(value -> !Parameters.isWhole(value, 32)
                                    || value.startsWith("-") && Long.parseLong(value) < 0)
                            .ifPresent(value -> findings.report(
                                    path(key),
                                    "\"" + value + "\"",
                                    "is not a whole number",
                                    "Write a number, or remove it."))));

    static final Rule<StorageClassSpec> MULTICHANNEL = onlyIf(
            rule(
                            "AKS-STO-072",
                            "Multichannel is for SMB in premium accounts; of an account of yours the driver does not look.",
                            DRIVER)
                    .prevents(Parameters.REFUSED_OR_AZURE),
            it -> !isNfs(it)
                    && (FileSku.read(it.sku()).filter(FileSku::isPremium).isPresent()
                            || it.said("storageAccount").isPresent()
                                    && it.said("skuName")
                                            .or(() -> it.said("storageAccountType"))
                                            .isEmpty()),
            "is set for a share without it",
            "Use a premium type without nfs(), or remove multichannel().",
            "enableMultichannel");

    static final Rule<StorageClassSpec> ONE_TOKEN = rule(
                    "AKS-STO-073", "Shares are mounted with one kind of identity at most.", DRIVER)
            .check((it, findings) -> {
                List<String> kinds = Stream.of(
                                "mountWithManagedIdentity", "mountWithOAuthToken", "mountWithWorkloadIdentityToken")
                        .filter(it::isTrue)
                        .toList();
                if (kinds.size() > 1) {
                    findings.report(path(kinds.get(1)), true, "is set beside " + kinds.get(0), "Keep one of them.");
                }
            });

    static final Rule<StorageClassSpec> TOKEN_SMB = onlyIf(
            rule("AKS-STO-074", "NFS shares are mounted without an OAuth token.", DRIVER),
            it -> !isNfs(it),
            "is set with NFS, which knows no identity",
            "Remove it, or remove nfs().",
            "mountWithOAuthToken");

    static final Rule<StorageClassSpec> OAUTH_SECRET = onlyIf(
            rule("AKS-STO-075", "Mounting with an OAuth token needs the secret that holds it.", DRIVER),
            it -> it.said("secretName").isPresent(),
            "is set without a secret",
            "Add secret(name, namespace).",
            "mountWithOAuthToken");

    static final Rule<StorageClassSpec> NFS_ONLY = onlyIf(
            rule("AKS-STO-076", "Root squash is an option of NFS.", DRIVER).prevents(Parameters.PASSED_ON),
            FileRules::isNfs,
            "is set for SMB",
            "Add nfs(), or remove it.",
            "rootSquashType");

    static final Rule<StorageClassSpec> SQUASH =
            Parameters.oneOf("AKS-STO-077", "rootSquashType", DRIVER, List.of(FileClass.RootSquash.values()));

    static final Rule<StorageClassSpec> NO_DISKS = onlyIf(
            rule("AKS-STO-078", "Disks in file shares are switched off in AKS's driver.", DRIVER),
            it -> false,
            "is set, and the driver refuses it",
            "Use DiskClass for disks.",
            "fsType");

    static final Rule<StorageClassSpec> ENDPOINT = Parameters.oneOfAnyCase(
            "AKS-STO-079", "networkEndpointType", DRIVER, List.of("privateEndpoint", "serviceEndpoint"));

    static final List<Rule<StorageClassSpec>> ALL = List.of(
            SKU,
            PROTOCOL,
            NFS_PREMIUM,
            SHARE_NAME,
            SHARE_PREFIX,
            FOLDER,
            TIER,
            ACCOUNT_TIER,
            ACCOUNT_TIER_UNUSED,
            IGNORED,
            QUOTA,
            LARGE,
            PROVISIONED,
            PROVISIONED_LIMITS,
            NUMBERS,
            MULTICHANNEL,
            ONE_TOKEN,
            TOKEN_SMB,
            OAUTH_SECRET,
            NFS_ONLY,
            SQUASH,
            NO_DISKS,
            ENDPOINT);

    private FileRules() {}

    static boolean isNfs(StorageClassSpec it) {
        return it.parameter("protocol").filter("nfs"::equals).isPresent();
    }
}
