package dev.aks4j.storage;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.OptionalInt;

/** What Azure demands of a file share. */
final class FileShareRules {

    private static final String SHARES = "Azure docs, understanding-billing and storage-files-scale-targets, 2026";

    static final Rule<FileShareSpec> NAME = Rule.<FileShareSpec>error(
                    "AKS-STO-156",
                    "A share in Azure has a name of 3-63 lower-case letters, digits and single hyphens, none at its ends.")
            .prevents(answered(400, "InvalidResourceName"))
            .source("Azure docs, naming and referencing shares, 2026")
            .check((it, findings) -> {
                if (!Parameters.isAccountPart(it.name())) {
                    findings.report(
                            "name",
                            it.name(),
                            "is not the name of a share",
                            "Use 3-63 lower-case letters, digits and single hyphens.");
                }
            });

    static final Rule<FileShareSpec> SIZE = Rule.<FileShareSpec>error(
                    "AKS-STO-157",
                    "A share has 1-102,400 GiB, in a premium account 100 or more, in one of a v2 type 32-262,144.")
            .prevents(answered(400, "InvalidHeaderValue"))
            .source(SHARES)
            .check((it, findings) -> {
                boolean v2 = it.account.sku.contains("V2_");
                long least = v2 ? 32 : it.account.sku.startsWith("Premium") ? 100 : 1;
                long most = v2 ? 262_144 : 102_400;
                if (it.sizeGib < least || it.sizeGib > most) {
                    findings.report(
                            "sizeGib",
                            it.sizeGib,
                            "is no size of a share in an account of " + it.account.sku,
                            "Use " + least + " to " + most + ".");
                }
            });

    static final Rule<FileShareSpec> NFS = Rule.<FileShareSpec>error(
                    "AKS-STO-158",
                    "An NFS share lies in an account that allows it; only such a share squashes the user root, and it has no"
                            + " access tier.")
            .prevents(answered(400, "InvalidHeaderValue"))
            .source("Azure docs, files-nfs-protocol, 2026")
            .check((it, findings) -> {
                if (it.nfs && !it.account.nfsShares) {
                    findings.report(
                            "nfs",
                            true,
                            "is set in account " + it.account.name() + ", which takes transport with TLS only",
                            "Add nfsShares() to the account.");
                }
                if (!it.nfs && it.rootSquash.isPresent()) {
                    findings.report("rootSquash", it.rootSquash.get(), "is set for SMB", "Add nfs(), or remove it.");
                }
                if (it.accessTier.isPresent() && it.account.kind.equals("FileStorage")) {
                    findings.report(
                            "accessTier",
                            it.accessTier.get(),
                            "is set in an account of the kind FileStorage, which has one tier",
                            "Remove it.");
                }
            });

    static final Rule<FileShareSpec> PERFORMANCE = Rule.<FileShareSpec>error(
                    "AKS-STO-159",
                    "The performance of a share is set in accounts of v2 types: up to 50,000 IOPS and 5,120 MiB/s, with SSDs"
                            + " 102,400 and 10,340.")
            .prevents(answered(400, "InvalidHeaderValue"))
            .source(SHARES)
            .check((it, findings) -> {
                boolean ssd = it.account.sku.startsWith("Premium");
                check(it, findings, "provisionedIops", it.iops, ssd ? 102_400 : 50_000);
                check(it, findings, "provisionedBandwidth", it.bandwidth, ssd ? 10_340 : 5_120);
            });

    static final Rule<FileShareSpec> IDENTITIES = Rule.<FileShareSpec>error(
                    "AKS-STO-160", "An SMB share in an account without keys is mounted with identities.")
            .prevents(AzureError.happens("Nothing would mount the share: it has neither a key nor identities"))
            .source("Azure docs, files-managed-identities, 2026")
            .check((it, findings) -> {
                if (!it.nfs && !it.account.sharedKeys && !it.account.smbIdentities) {
                    findings.report(
                            "account",
                            it.account.name(),
                            "has no keys and takes no identities over SMB",
                            "Add smbIdentities() to the account, or use nfs().");
                }
            });

    static final List<Rule<FileShareSpec>> ALL = List.of(NAME, SIZE, NFS, PERFORMANCE, IDENTITIES);

    private FileShareRules() {}

    private static void check(FileShareSpec it, Findings findings, String path, OptionalInt value, int most) {
        boolean v2 = it.account.sku.contains("V2_");
        value.ifPresent(number -> {
            if (!v2) {
                findings.report(
                        path,
                        number,
                        "is set for a share whose performance follows from its size",
                        "Use an account of FileSku.PREMIUM_V2 or STANDARD_V2, or remove it.");
            } else if (number < 1 || number > most) {
                findings.report(
                        path,
                        number,
                        "is not between 1 and " + most + " for " + it.account.sku,
                        "Use 1 to " + most + ".");
            }
        });
    }
}
