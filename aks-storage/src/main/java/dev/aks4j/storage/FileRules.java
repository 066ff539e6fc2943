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
            Parameters.oneOf("AKS-STO-060", "skuName", DRIVER, List.of(FileSku.values()));

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
                    "A share's name has 3-63 lower-case letters, digits and single hyphens, none at its ends.",
                    DRIVER)
            .check((it, findings) -> it.parameter("shareName")
                    .filter(name -> !name.matches("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]"))
                    .ifPresent(name -> findings.report(
                            path("shareName"),
                            name,
                            "is not the name of a share",
                            "Use 3-63 lower-case letters, digits and single hyphens.")));

    static final Rule<StorageClassSpec> SHARE_PREFIX = rule(
                    "AKS-STO-064",
                    "A prefix of shares has up to 20 lower-case letters, digits and hyphens, and starts with none.",
                    DRIVER)
            .check((it, findings) -> it.parameter("shareNamePrefix")
                    .filter(prefix -> !prefix.matches("[a-z0-9][a-z0-9-]{0,19}"))
                    .ifPresent(prefix -> findings.report(
                            path("shareNamePrefix"),
                            prefix,
                            "is not a prefix of shares",
                            "Use up to 20 lower-case letters, digits and hyphens.")));

    static final Rule<StorageClassSpec> FOLDER = rule(
                    "AKS-STO-065",
                    "A folder is a path without \\ : * ? \" < > |, without . and .. in it, and without a dot or space at its"
                            + " end.",
                    DRIVER)
            .check((it, findings) -> it.parameter("folderName")
                    .filter(folder -> folder.matches(".*[\\\\:*?\"<>|\\p{Cntrl}].*")
                            || folder.matches(".*[. ]")
                            || Stream.of(folder.split("/")).anyMatch(part -> part.equals(".") || part.equals("..")))
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
            .check((it, findings) -> Stream.of("accessTier", "shareAccessTier")
                    .forEach(key -> it.parameter(key)
                            .filter(tier -> !tier.isEmpty())
                            .ifPresent(tier -> {
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

    static final Rule<StorageClassSpec> QUOTA = rule("AKS-STO-068", "An account's quota is 100 GiB or more.", DRIVER)
            .check((it, findings) -> Parameters.number(it, findings, "accountQuota", 100, 999_999_999, " GiB"));

    static final Rule<StorageClassSpec> LARGE = onlyIf(
            rule("AKS-STO-069", "Large file shares are an option of standard accounts.", DRIVER),
            it -> FileSku.read(it.sku())
                    .filter(sku -> !sku.isPremium() && !sku.isV2())
                    .isPresent(),
            "is set for an account whose shares are large anyway",
            "Remove largeFileShares().",
            "enableLargeFileShares");

    static final Rule<StorageClassSpec> PROVISIONED = onlyIf(
            rule("AKS-STO-070", "IOPS and bandwidth are set for v2 types only.", DRIVER),
            it -> FileSku.read(it.sku()).filter(FileSku::isV2).isPresent(),
            "is set for a share whose performance follows from its size",
            "Use FileSku.PREMIUM_V2 or STANDARD_V2, or remove it.",
            "provisionedIOPS",
            "provisionedBandwidth");

    static final Rule<StorageClassSpec> PROVISIONED_LIMITS = rule(
                    "AKS-STO-071",
                    "A standard v2 share has at most 50,000 IOPS and 5,120 MiB/s, a premium v2 share 102,400 and 10,340.",
                    DRIVER)
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

    static final Rule<StorageClassSpec> MULTICHANNEL = onlyIf(
            rule("AKS-STO-072", "Multichannel is for SMB in premium accounts.", DRIVER),
            it -> !isNfs(it)
                    && FileSku.read(it.sku()).filter(FileSku::isPremium).isPresent(),
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
            rule("AKS-STO-074", "NFS shares are mounted without an identity or a key.", DRIVER),
            it -> !isNfs(it),
            "is set with NFS, which knows no identity",
            "Remove it, or remove nfs().",
            "mountWithManagedIdentity",
            "mountWithOAuthToken",
            "mountWithWorkloadIdentityToken");

    static final Rule<StorageClassSpec> OAUTH_SECRET = onlyIf(
            rule("AKS-STO-075", "Mounting with an OAuth token needs the secret that holds it.", DRIVER),
            it -> it.parameter("secretName").isPresent(),
            "is set without a secret",
            "Add secret(name, namespace).",
            "mountWithOAuthToken");

    static final Rule<StorageClassSpec> NFS_ONLY = onlyIf(
            rule("AKS-STO-076", "Root squash and encryption in transit are options of NFS.", DRIVER),
            FileRules::isNfs,
            "is set for SMB",
            "Add nfs(), or remove it.",
            "rootSquashType",
            "encryptInTransit");

    static final Rule<StorageClassSpec> SQUASH =
            Parameters.oneOf("AKS-STO-077", "rootSquashType", DRIVER, List.of(FileClass.RootSquash.values()));

    static final Rule<StorageClassSpec> NO_DISKS = onlyIf(
            rule("AKS-STO-078", "Disks in file shares are switched off in AKS's driver.", DRIVER),
            it -> false,
            "is set, and the driver refuses it",
            "Use DiskClass for disks.",
            "fsType",
            "diskName");

    static final Rule<StorageClassSpec> ENDPOINT = Parameters.oneOf(
            "AKS-STO-079", "networkEndpointType", DRIVER, List.of("", "privateEndpoint", "serviceEndpoint"));

    static final List<Rule<StorageClassSpec>> ALL = List.of(
            SKU,
            PROTOCOL,
            NFS_PREMIUM,
            SHARE_NAME,
            SHARE_PREFIX,
            FOLDER,
            TIER,
            ACCOUNT_TIER,
            QUOTA,
            LARGE,
            PROVISIONED,
            PROVISIONED_LIMITS,
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
        return it.parameter("protocol").filter("nfs"::equalsIgnoreCase).isPresent();
    }
}
